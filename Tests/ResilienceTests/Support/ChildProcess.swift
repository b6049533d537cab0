import Foundation
import Testing

/// A started program: an argument vector, never a shell, its output kept in unlinked files.
///
/// Files instead of pipes: whatever the program writes, nobody has to read it in the meantime.
final class ChildProcess {
  /// How a program ended and what it wrote.
  struct Ending {
    enum Cause: Equatable {
      case exit(Int32)
      case signal(Int32)
    }

    var cause: Cause
    var output: [UInt8]
    var errorBytes: [UInt8]

    /// The exit code; -1 after a signal, which no expectation names.
    var code: Int32 { if case .exit(let code) = cause { code } else { -1 } }
    var text: String { String(decoding: output, as: UTF8.self) }
    var errors: String { String(decoding: errorBytes, as: UTF8.self) }
  }

  let id: pid_t
  private let output: Int32
  private let errors: Int32
  private var status: Int32?

  /// Starts the program of the first argument; the argument bytes need not be UTF-8.
  init(
    _ arguments: [[UInt8]], environment: [String: String], directory: String,
    input: [UInt8] = [], outputPath: String? = nil
  ) throws {
    output = try outputPath.map { try Self.opened($0) } ?? Self.scratchFile()
    errors = try Self.scratchFile()
    let inputFile = try Self.scratchFile(holding: input)
    defer { close(inputFile) }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, inputFile, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)

    // A program must set its own signal dispositions, not inherit those of the tests.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    // posix_spawn has no portable way to change the directory.
    let changing = ["/usr/bin/env", "-C", directory].map { Array($0.utf8) }
    var vector = (changing + arguments).map { Self.duplicate($0) } + [nil]
    var variables = environment.map { Self.duplicate(Array("\($0)=\($1)".utf8)) } + [nil]
    defer { for pointer in vector + variables { free(pointer) } }
    var started = pid_t()
    let code = posix_spawn(
      &started, "/usr/bin/env", &actions, &attributes, &vector, &variables)
    try #require(code == 0, "posix_spawn: \(String(cString: strerror(code)))")
    id = started
  }

  deinit {
    close(output)
    close(errors)
    if status == nil {
      kill(id, SIGKILL)
      waitpid(id, nil, 0)
    }
  }

  var isRunning: Bool {
    var found: Int32 = 0
    if status == nil, waitpid(id, &found, WNOHANG) == id { status = found }
    return status == nil
  }

  func send(_ signal: Int32) {
    if isRunning { kill(id, signal) }
  }

  /// Waits for the end; a program that hangs is killed, which shows in its ending.
  func wait(seconds: Int = 60) throws -> Ending {
    var milliseconds = seconds * 1000
    while isRunning {
      usleep(1000)
      milliseconds -= 1
      if milliseconds == 0 { kill(id, SIGKILL) }
    }
    let status = try #require(status)
    let signal = status & 0x7f
    return Ending(
      cause: signal == 0 ? .exit((status >> 8) & 0xff) : .signal(signal),
      output: Self.content(of: output), errorBytes: Self.content(of: errors))
  }

  // MARK: Files

  private static func opened(_ path: String) throws -> Int32 {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    try #require(descriptor >= 0, "cannot open \(path)")
    return descriptor
  }

  private static func scratchFile(holding bytes: [UInt8] = []) throws -> Int32 {
    let path = NSTemporaryDirectory() + "crm-test-\(UUID().uuidString)"
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    try #require(descriptor >= 0, "cannot make a temporary file")
    unlink(path)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      try #require(count > 0)
      written += count
    }
    lseek(descriptor, 0, SEEK_SET)
    return descriptor
  }

  private static func content(of descriptor: Int32) -> [UInt8] {
    let size = lseek(descriptor, 0, SEEK_END)
    guard size > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: size)
    let count = pread(descriptor, &bytes, size, 0)
    return Array(bytes.prefix(max(0, count)))
  }

  private static func duplicate(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar>? {
    strdup(bytes.map { CChar(bitPattern: $0) } + [0])
  }
}
