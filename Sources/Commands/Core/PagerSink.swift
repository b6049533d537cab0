import Glibc
import Tabular
import Values

/// Writes to a pager, which is started with the first bytes and waited for at the end.
///
/// `CRM_PAGER` or `PAGER` names it, with arguments separated by spaces; it is started directly,
/// never through a shell. An empty name or `cat` means no pager.
final class PagerSink: ByteSink {
  private let words: [String]
  private var pipe: SpoolingSink?
  private var descriptor: Int32 = -1
  private var process: ChildProgram?

  /// Nil when there is no pager to start.
  init?(_ environment: Environment) {
    let variable = ["CRM_PAGER", "PAGER"].first(where: environment.isSet)
    let name = variable.map { environment.variable($0) ?? "" } ?? "less -FRX"
    words = name.split(separator: " ").map(String.init)
    guard let program = words.first, program != "cat",
      Self.isExecutable(program, path: environment.variable("PATH") ?? "/usr/bin:/bin")
    else { return nil }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    if pipe == nil { try start() }
    try pipe?.write(bytes)
  }

  func finish() throws {
    defer { wait() }
    do {
      try pipe?.finish()
    } catch let error as UserError where error.exit == .closedPipe {
      // Whoever leaves the pager has seen enough.
    }
  }

  private func start() throws {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw failure(errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    do {
      process = try ChildProgram(words, in: .init(standardInput: ends[0]))
    } catch {
      close(ends[1])
      throw failure(error.code)
    }
    descriptor = ends[1]
    pipe = SpoolingSink(descriptor: ends[1], name: "the pager", directory: "/tmp")
  }

  private func wait() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    process?.wait()
  }

  deinit { wait() }

  private func failure(_ code: Int32) -> UserError {
    UserError(
      .inputOutput, "cannot start the pager '\(words[0])': \(String(cString: strerror(code)))",
      hints: ["--no-pager does without"])
  }

  private static func isExecutable(_ program: String, path: String) -> Bool {
    if program.contains("/") { return access(program, X_OK) == 0 }
    return path.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
  }
}
