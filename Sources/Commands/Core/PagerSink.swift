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
  private var process: pid_t = 0

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
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    let code = posix_spawnp(&process, words[0], &actions, &attributes, &arguments, environ)
    close(ends[0])
    guard code == 0 else {
      close(ends[1])
      throw failure(code)
    }
    descriptor = ends[1]
    pipe = SpoolingSink(descriptor: ends[1], name: "the pager", directory: "/tmp")
  }

  private func wait() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
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
