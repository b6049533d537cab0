import Glibc

/// A program that runs beside this one, started directly and never through a shell.
///
/// It gets the signals that this process ignores or holds back, as any program that a user starts.
struct ChildProgram {
  private let process: pid_t

  /// What the program does not share with this process.
  struct Surroundings {
    var standardInput: Int32?
    /// For output and errors.
    var standardOutput: Int32?
    /// `NAME=value`; nil: as this process has them.
    var variables: [String]?
    /// Whether it leads a process group, so that it can be stopped with all that it starts.
    var leadsGroup = false
  }

  /// Throws the error number when the program cannot be started.
  init(_ words: [String], in surroundings: Surroundings = .init()) throws(Failure) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input = surroundings.standardInput {
      posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    }
    if let output = surroundings.standardOutput {
      posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
      posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGXFSZ, SIGINT, SIGQUIT] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    if surroundings.leadsGroup { flags |= POSIX_SPAWN_SETPGROUP }
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = []
    if let own = surroundings.variables { variables = own.map { strdup($0) } + [nil] }
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    let code = variables.withUnsafeMutableBufferPointer { own in
      posix_spawnp(
        &process, words[0], &actions, &attributes, &arguments,
        surroundings.variables == nil ? environ : own.baseAddress)
    }
    guard code == 0 else { throw Failure(code: code) }
    self.process = process
  }

  /// Why a program could not be started.
  struct Failure: Error {
    let code: Int32

    var reason: String { String(cString: strerror(code)) }
  }

  /// Waits for its end; returns the status of `waitpid`, 0 for success.
  @discardableResult
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }

  /// The status of `waitpid` when the program has ended; nil while it runs.
  func statusIfEnded() -> Int32? {
    var status: Int32 = 0
    return waitpid(process, &status, WNOHANG) == process ? status : nil
  }

  /// Sends a signal to the group that it leads.
  func signalGroup(_ signal: Int32) { kill(-process, signal) }
}
