import Glibc
import Values

/// The user's editor, started on a temporary file.
///
/// `CRM_EDITOR`, `VISUAL` or `EDITOR` names it, else it is `vi`; a shell reads the name, so that it
/// may have arguments.
struct TextEditor {
  private let command: String
  private let directory: String

  init(_ environment: Environment) {
    let names = ["CRM_EDITOR", "VISUAL", "EDITOR"]
    command = names.lazy.compactMap(environment.variable).first ?? "vi"
    directory = environment.variable("TMPDIR") ?? "/tmp"
  }

  /// The text after it was edited.
  func edit(_ text: String, named name: String) throws -> String {
    var path = Array("\(directory)/crm-\(name)-XXXXXX.txt".utf8CString)
    let descriptor = mkstemps(&path, 4)
    guard descriptor >= 0 else { throw failure("cannot make a file in \(directory)") }
    let file = String(decoding: path.dropLast().map(UInt8.init), as: UTF8.self)
    defer { unlink(file) }
    try write(text, to: descriptor, file)
    try run(on: file)
    return try read(file)
  }

  private func write(_ text: String, to descriptor: Int32, _ file: String) throws {
    defer { close(descriptor) }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw failure("cannot write \(file)") }
      bytes = bytes.dropFirst(count)
    }
  }

  private func run(on file: String) throws {
    let words = ["sh", "-c", command + " \"$@\"", command, file]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, "sh", nil, nil, &arguments, environ)
    guard code == 0 else {
      throw UserError(.inputOutput, "cannot start a shell: \(String(cString: strerror(code)))")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else {
      throw UserError(
        .inputOutput, "the editor '\(command)' failed; nothing was changed",
        hints: ["CRM_EDITOR, VISUAL or EDITOR names another"])
    }
  }

  private func read(_ file: String) throws -> String {
    let descriptor = open(file, O_RDONLY)
    guard descriptor >= 0 else { throw failure("cannot read \(file)") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = Glibc.read(descriptor, &buffer, buffer.count), count != 0 {
      guard count > 0 else { throw failure("cannot read \(file)") }
      bytes += buffer[..<count]
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw UserError(.badData, "the form is not valid UTF-8; nothing was changed")
    }
    return text
  }

  private func failure(_ what: String) -> UserError {
    UserError(.inputOutput, "\(what): \(String(cString: strerror(errno)))")
  }
}
