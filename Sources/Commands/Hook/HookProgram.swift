import CRM
import Glibc
import Tabular
import Values

/// Runs the program of a hook: the payload on standard input, a clean environment, a time limit.
struct HookProgram {
  private let file: HookFile
  private let environment: Environment
  private let storeDirectory: String
  /// Seconds after which the program is stopped.
  private let limit: Int

  /// How much of what the program says is kept.
  private static let mostOutput = 65_536
  /// How long a program may take to end when it is asked to, in milliseconds.
  private static let grace = 2000

  init(_ hook: String, storeDirectory: String, limit: Int, environment: Environment) {
    file = HookFile(hook, storeDirectory: storeDirectory)
    self.storeDirectory = storeDirectory
    self.limit = limit
    self.environment = environment
  }

  /// Runs the program and says how it ended; whatever goes wrong is a failure of the delivery.
  func run(_ delivery: HookDelivery) -> HookQueue.Ending {
    do {
      try file.check()
      return try start(delivery)
    } catch let error as UserError {
      return .failed(error.message)
    } catch {
      return .failed("\(error)")
    }
  }

  private func start(_ delivery: HookDelivery) throws -> HookQueue.Ending {
    let input = try payloadFile(delivery.payload)
    defer { close(input) }
    var pipe: [Int32] = [-1, -1]
    guard Glibc.pipe(&pipe) == 0 else {
      throw UserError(.inputOutput, "cannot make a pipe: \(String(cString: strerror(errno)))")
    }
    defer { close(pipe[0]) }
    for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(pipe[0], F_SETFL, O_NONBLOCK)
    // An interrupt is for the program first: it is stopped before this process ends.
    let interrupts = HeldInterrupts()
    defer { interrupts.release() }
    let program: ChildProgram
    do {
      program = try ChildProgram(
        [file.path],
        in: .init(
          standardInput: input, standardOutput: pipe[1], variables: variables(delivery),
          leadsGroup: true))
    } catch {
      close(pipe[1])
      return .failed("cannot be started: \(error.reason)")
    }
    close(pipe[1])
    return wait(for: program, reading: pipe[0], interrupts)
  }

  // MARK: Waiting

  private func wait(
    for program: ChildProgram, reading pipe: Int32, _ interrupts: HeldInterrupts
  ) -> HookQueue.Ending {
    let start = environment.elapsed()
    var output: [UInt8] = []
    var wasAsked = false
    while true {
      read(pipe, into: &output)
      if let status = program.statusIfEnded() {
        read(pipe, into: &output)
        // What it started may think otherwise about ending.
        if wasAsked { program.signalGroup(SIGKILL) }
        return ending(status, said: output, wasStopped: wasAsked)
      }
      let time = environment.elapsed() - start
      let isLate = time >= limit * 1000
      if interrupts.hasCome || time >= limit * 1000 + Self.grace {
        program.signalGroup(SIGKILL)
        wasAsked = true
      } else if isLate, !wasAsked {
        program.signalGroup(SIGTERM)
        wasAsked = true
      }
      var wait = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
      // A closed pipe is readable at once and for ever: the program goes on without it.
      if poll(&wait, 1, 20) > 0, wait.revents & Int16(POLLIN) == 0 { usleep(20_000) }
    }
  }

  /// Takes what the program has said, so that it never waits; only the beginning is kept.
  private func read(_ pipe: Int32, into output: inout [UInt8]) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Glibc.read(pipe, &buffer, buffer.count)
      guard count > 0 else { return }
      output += buffer[..<min(count, max(0, Self.mostOutput - output.count))]
    }
  }

  private func ending(
    _ status: Int32, said output: [UInt8], wasStopped: Bool
  ) -> HookQueue.Ending {
    if status == 0 { return .delivered }
    let signal = status & 0x7f
    let reason =
      wasStopped
      ? "it did not end within \(limit) s and was stopped"
      : signal == 0 ? "exit code \((status >> 8) & 0xff)" : "signal \(signal)"
    let last = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline).last {
      !$0.allSatisfy(\.isWhitespace)
    }
    return .failed(last.map { "\(reason): \($0.prefix(500))" } ?? reason)
  }

  // MARK: Surroundings

  /// A file without a name: the program may read it or not.
  private func payloadFile(_ payload: String) throws -> Int32 {
    let directory = environment.variable("TMPDIR") ?? "/tmp"
    let file = try TemporaryFile.nameless(in: directory, "hook")
    let sink = FileDescriptorSink(descriptor: file, name: "the hook's input")
    try Array(payload.utf8).withUnsafeBytes { try sink.write($0) }
    lseek(file, 0, SEEK_SET)
    return file
  }

  /// What programs need to find their way, and what this is about; nothing else of the user's.
  private func variables(_ delivery: HookDelivery) -> [String] {
    let passed = ["PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR"]
    var variables = passed.compactMap { name in
      environment.variable(name).map { "\(name)=\($0)" }
    }
    if environment.variable("PATH") == nil { variables.append("PATH=/usr/local/bin:/usr/bin:/bin") }
    return variables + [
      "CRM_STORE=\(storeDirectory)", "CRM_HOOK=\(delivery.hook)", "CRM_HOOK_KEY=\(delivery.key)",
      "CRM_HOOK_ATTEMPT=\(delivery.attempt)", "CRM_HOOK_DEPTH=\(delivery.depth)",
    ]
  }
}

/// Holds back the signals by which users end programs, until they are released; then they act.
private struct HeldInterrupts {
  private var before = sigset_t()
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  init() {
    var held = sigset_t()
    sigemptyset(&held)
    for signal in Self.signals { sigaddset(&held, signal) }
    pthread_sigmask(SIG_BLOCK, &held, &before)
  }

  var hasCome: Bool {
    var pending = sigset_t()
    sigpending(&pending)
    return Self.signals.contains { sigismember(&pending, $0) == 1 }
  }

  func release() {
    var mask = before
    pthread_sigmask(SIG_SETMASK, &mask, nil)
  }
}
