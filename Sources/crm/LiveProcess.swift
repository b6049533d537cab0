import CommandLineKit
import Commands
import Glibc
import Tabular
import Values

/// The real process: the only place that reads argv, the environment, the clock and the terminal.
enum LiveProcess {
  /// Runs the command line and ends the process.
  ///
  /// The application is alive until the very end: taking the open store apart costs a thread and a
  /// fifth of the start-up, and the kernel does it anyway.
  static func run() -> Never {
    occupyStandardDescriptors()
    // A closed pipe is an error of write(2), with an exit code of its own.
    signal(SIGPIPE, SIG_IGN)
    // So is a file that may not grow any further (`ulimit -f`).
    signal(SIGXFSZ, SIG_IGN)
    var environment = environment()
    environment.elapsed = milliseconds
    var application = Application(environment)
    let code = application.run()
    withExtendedLifetime(application) { exit(code.rawValue) }
  }

  @Sendable
  private static func milliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  /// Takes the numbers of standard streams that are closed, so that no file gets one of them and
  /// receives what was meant for the stream; writing to these fails as it should.
  private static func occupyStandardDescriptors() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDONLY)
    }
  }

  private static func environment() -> Environment {
    Environment(
      arguments: arguments(), variables: variable,
      now: Instant(seconds: Int64(time(nil))), systemAccount: account(),
      workingDirectory: workingDirectory(), homeDirectory: variable("HOME") ?? "/",
      processID: getpid(), isOutputTerminal: isatty(STDOUT_FILENO) == 1,
      isErrorTerminal: isatty(STDERR_FILENO) == 1, isInputTerminal: isatty(STDIN_FILENO) == 1,
      terminalWidth: terminalWidth(),
      output: output(), error: FileDescriptorSink(descriptor: STDERR_FILENO, name: "standard error")
    )
  }

  /// The raw bytes: `CommandLine.arguments` damages what is not UTF-8.
  private static func arguments() -> [ArgumentText] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      CommandLine.unsafeArgv[index].map { ArgumentText(cString: $0) }
    }
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// The account behind sudo, else the effective user.
  ///
  /// Only root is believed: others could name themselves anybody by the variable.
  private static func account() -> String {
    var user = geteuid()
    if user == 0, let text = variable("SUDO_UID"), let behind = uid_t(text) { user = behind }
    guard let entry = getpwuid(user), let name = entry.pointee.pw_name else { return "uid\(user)" }
    return String(cString: name)
  }

  private static func workingDirectory() -> String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  private static func terminalWidth() -> Int? {
    if let text = variable("COLUMNS"), let width = Int(text), width > 0 { return width }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// A pipe may stall and must not hold the database; a file or terminal is written directly.
  private static func output() -> any ByteSink {
    var status = stat()
    let isPipe = fstat(STDOUT_FILENO, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    return isPipe
      ? SpoolingSink(descriptor: STDOUT_FILENO, name: "standard output", directory: "/tmp")
      : FileDescriptorSink(descriptor: STDOUT_FILENO, name: "standard output")
  }
}
