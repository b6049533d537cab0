import CRM
import CommandLineKit
import Values

/// The file of `crm config plan` and `apply`.
enum ConfigArguments {
  static func file<C: Sendable>(
    _ path: any WritableKeyPath<C, FilePath?> & Sendable
  ) -> Argument<C> {
    .operand(
      "FILE", path, "The configuration; - is standard input", isRequired: true, completion: .file)
  }

  static func read(_ file: FilePath?, in context: CommandContext) throws -> ConfigurationFile {
    guard let file else { throw UserError(.usage, "no file to apply") }
    let name = file.isStandardStream ? "(standard input)" : file.description
    let limit = ConfigurationFileReader.largestSize
    guard let bytes = try ImportArguments.source(file).bytes(atMost: limit) else {
      throw UserError(.badData, "\(name) is larger than \(limit >> 20) MB", code: "E_YAML")
    }
    return try ConfigurationFileReader.read(
      bytes, name: name, language: context.language, catalogue: context.session.catalogue)
  }
}
