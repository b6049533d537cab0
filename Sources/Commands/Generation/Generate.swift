import CommandLineKit
import Glibc
import Tabular
import Values

/// `crm __generate DIR`: writes the generated files below a directory, for `make generate` and for
/// packagers.
struct Generate: Command {
  var directory = FilePath(".")

  static let spec = CommandSpec(
    "__generate", summary: "Write man pages and completion scripts", initial: Generate(),
    arguments: [
      .operand("DIR", \.directory, "Where man/ and completions/ are made", isRequired: true)
    ])

  func run(in context: CommandContext) throws -> Outcome {
    let root = StoreLocation.absolute(
      try StoreLocation.text(directory), in: context.environment)
    for folder in GeneratedFiles.folders {
      guard mkdir("\(root)/\(folder)", 0o777) == 0 || errno == EEXIST else {
        throw UserError(
          .inputOutput, "cannot make '\(root)/\(folder)': \(String(cString: strerror(errno)))")
      }
    }
    for file in GeneratedFiles.all() {
      let output = ByteOutput(sink: try AtomicFileSink(path: "\(root)/\(file.path)"))
      try output.write(file.text)
      try output.finish()
    }
    return .nothing
  }
}
