import Glibc
import Tabular
import Values

/// The user's editor, started on a temporary file.
///
/// `CRM_EDITOR`, `VISUAL` or `EDITOR` names it, else it is `vi`; a shell reads the name, so that it
/// may have arguments.
struct TextEditor {
  /// What a form may hold; more is no form.
  private static let mostBytes = 16 << 20

  private let command: String
  private let directory: String

  init(_ environment: Environment) {
    let names = ["CRM_EDITOR", "VISUAL", "EDITOR"]
    command = names.lazy.compactMap(environment.variable).first ?? "vi"
    directory = environment.variable("TMPDIR") ?? "/tmp"
  }

  /// The text after it was edited.
  func edit(_ text: String, named name: String) throws -> String {
    let file = TemporaryFile(prefix: Array("\(directory)/crm-\(name)".utf8CString))
    guard file.descriptor >= 0 else {
      throw UserError(
        .inputOutput, "cannot make a file in \(directory): \(String(cString: strerror(errno)))",
        hints: ["TMPDIR names another directory"])
    }
    defer { unlink(file.path) }
    do {
      defer { close(file.descriptor) }
      let sink = FileDescriptorSink(descriptor: file.descriptor, name: "the form")
      try Array(text.utf8).withUnsafeBytes { try sink.write($0) }
    }
    let path = file.path.dropLast().map { UInt8(bitPattern: $0) }
    try run(on: String(decoding: path, as: UTF8.self))
    guard let bytes = try FileSource(path: path).bytes(atMost: Self.mostBytes),
      let edited = String(validating: bytes, as: UTF8.self)
    else { throw UserError(.badData, "the form is not valid UTF-8; nothing was changed") }
    return edited
  }

  /// What the user types at the editor is the editor's, an interrupt too.
  private func run(on file: String) throws {
    let interrupt = signal(SIGINT, SIG_IGN)
    let quit = signal(SIGQUIT, SIG_IGN)
    defer {
      signal(SIGINT, interrupt)
      signal(SIGQUIT, quit)
    }
    let editor: ChildProgram
    do {
      editor = try ChildProgram(["sh", "-c", command + " \"$@\"", command, file])
    } catch {
      throw UserError(.inputOutput, "cannot start a shell: \(error.reason)")
    }
    guard editor.wait() == 0 else {
      throw UserError(
        .inputOutput, "the editor '\(command)' failed; nothing was changed",
        hints: ["CRM_EDITOR, VISUAL or EDITOR names another"])
    }
  }
}
