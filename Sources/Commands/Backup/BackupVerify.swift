import CRM
import CommandLineKit
import Values

/// `crm backup verify`: checks that a backup is sound.
struct BackupVerify: Command {
  var file: FilePath?

  static let spec = CommandSpec(
    "backup", "verify", summary: "Check that a backup is sound", initial: BackupVerify(),
    arguments: [.operand("FILE", \.file, "The backup", isRequired: true, completion: .file)])

  func run(in context: CommandContext) throws -> Outcome {
    guard let file else { return .nothing }
    let path = StoreLocation.absolute(try StoreLocation.text(file), in: context.environment)
    try BackupFolder.verify(path)
    context.session.note("\(path) is a sound backup")
    return .nothing
  }
}
