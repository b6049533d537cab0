import ProgramTesting
import Testing

/// One system call of a run, at which strace makes a fault: kills the program or fails the call.
struct FaultPoint: CustomStringConvertible {
  enum Fault: CaseIterable {
    case kill, fullDisk, brokenDisk
    /// Not only this call fails but every one of its kind from then on.
    case deadDisk

    fileprivate func injection(at point: FaultPoint) -> String {
      switch self {
      case .kill: "inject=\(point.call):signal=SIGKILL:when=\(point.number)"
      case .fullDisk: "inject=\(point.call):error=ENOSPC:when=\(point.number)"
      case .brokenDisk: "inject=\(point.call):error=EIO:when=\(point.number)"
      case .deadDisk: "inject=\(point.call):error=EIO:when=\(point.number)+"
      }
    }
  }

  var call: String
  /// Counts the calls of this name, from 1.
  var number: Int

  var description: String { "\(call) \(number)" }

  /// All calls that change a file or its directory entry, or make it durable.
  private static let calls = [
    "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "unlinkat", "rename", "renameat2",
    "link", "mkdir", "fallocate",
  ]

  /// Whether faults can be made here: strace is installed and may trace.
  static let areAvailable: Bool = {
    guard SystemProgram("strace") != nil, let sandbox = try? Sandbox(withStore: false) else {
      return false
    }
    return (try? sandbox.shell("exec strace -f -o trace true").code) == 0
  }()

  /// The calls of a run without a fault, in their order.
  static func all(of line: String, in sandbox: Sandbox) throws -> [FaultPoint] {
    let ending = try sandbox.start(
      line,
      in: ["/usr/bin/strace", "-f", "-o", "trace", "-e", "trace=" + calls.joined(separator: ",")]
    ).wait()
    try #require(ending.code == 0, "crm \(line): \(ending.errors)")
    var counts: [String: Int] = [:]
    return try sandbox.lines(of: "trace").compactMap { line in
      // `1234  pwrite64(3, "…`
      let name = line.drop { $0 != " " }.drop { $0 == " " }.prefix { $0 != "(" }
      guard calls.contains(String(name)) else { return nil }
      counts[String(name), default: 0] += 1
      return FaultPoint(call: String(name), number: counts[String(name), default: 0])
    }
  }

  /// Runs the line again with the fault at this point.
  func run(_ line: String, with fault: Fault, in sandbox: Sandbox) throws -> ChildProcess.Ending {
    try sandbox.start(
      line,
      in: [
        "/usr/bin/strace", "-f", "-o", "trace", "-e", "trace=\(call)", "-e",
        fault.injection(at: self),
      ]
    ).wait()
  }
}
