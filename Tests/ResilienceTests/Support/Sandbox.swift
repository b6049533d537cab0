import Foundation
import ProgramTesting
import Testing

/// A folder of its own with a store, in which `crm` runs in surroundings that are the same
/// everywhere: an empty home, a pinned clock, no terminal, no variables of the person at work.
struct Sandbox {
  private let folder: TemporaryFolder
  var environment: [String: String]

  var path: String { folder.url.path }
  var store: String { path + "/store" }

  /// A sandbox with a copy of the sample store, or without a store.
  init(withStore: Bool = true) throws {
    folder = try TemporaryFolder()
    environment = [
      "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": folder.url.path,
      "CRM_STORE": folder.url.path + "/store", "CRM_NOW": "2026-03-01T01:00:00Z",
      "CRM": BuiltProgram.path, "TZ": "UTC", "LANG": "C.UTF-8", "TERM": "dumb",
    ]
    if withStore { try restore() }
  }

  /// The files of a store with an admin, three salespeople, a few customers and a product.
  private static let sample = Result {
    let sandbox = try Sandbox(withStore: false)
    for line in [
      "init --admin admin",
      "user add Wang --login wang --role sales",
      "user add Li --login li --role sales",
      "user add Nobody --login nobody --os-account nobody --role sales",
      "customer add Alpha --phone 13800138000",
      "customer add Beta --phone 13800138001 --as wang",
      "customer add Gamma --phone 13800138002",
      "customer add Loose --pool public",
      "product add Crane --list-price 1200.00",
    ] {
      let ending = try sandbox.crm(line)
      try #require(ending.code == 0, "crm \(line): \(ending.errors)")
    }
    let names = ["store.sqlite", "store.sqlite-wal"]
    return try names.map { name in
      (name: name, content: try Data(contentsOf: URL(fileURLWithPath: "\(sandbox.store)/\(name)")))
    }
  }

  /// Puts the sample store in the place of whatever is there.
  func restore() throws {
    try? FileManager.default.removeItem(atPath: store)
    try FileManager.default.createDirectory(
      atPath: store, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    for file in try Self.sample.get() { try write("store/\(file.name)", file.content) }
  }

  // MARK: Running

  /// Runs `crm` with the words of a line, which are separated by single spaces.
  func crm(_ line: String, input: String = "", to output: String? = nil) throws
    -> ChildProcess
    .Ending
  {
    try start(line, input: input, to: output).wait()
  }

  func crm(arguments: [[UInt8]]) throws -> ChildProcess.Ending {
    try start([Array(BuiltProgram.path.utf8)] + arguments).wait()
  }

  /// Starts `crm`, wrapped in another program such as strace when one is named.
  func start(
    _ line: String, in wrapper: [String] = [], input: String = "", to output: String? = nil
  ) throws -> ChildProcess {
    let words = wrapper + [BuiltProgram.path] + line.split(separator: " ").map(String.init)
    return try start(words.map { Array($0.utf8) }, input: Array(input.utf8), to: output)
  }

  /// Runs a script of the shell; `$CRM` is the program.
  ///
  /// The shell is needed for limits, mounts and pipes, never to pass data.
  func shell(_ script: String, in wrapper: [String] = []) throws -> ChildProcess.Ending {
    try startShell(script, in: wrapper).wait(seconds: 120)
  }

  func startShell(_ script: String, in wrapper: [String] = []) throws -> ChildProcess {
    try start((wrapper + ["/bin/bash", "--norc", "-c", script]).map { Array($0.utf8) })
  }

  private func start(
    _ arguments: [[UInt8]], input: [UInt8] = [], to output: String? = nil
  ) throws -> ChildProcess {
    try ChildProcess(
      arguments, environment: environment, directory: path, input: input, outputPath: output)
  }

  // MARK: Files

  @discardableResult
  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    try Data(bytes).write(to: folder.url.appendingPathComponent(name))
    return name
  }

  func content(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.url.appendingPathComponent(name)))
  }

  func lines(of name: String) throws -> [Substring] {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8).split(separator: "\n")
  }

  func files(below name: String) -> [String] {
    let found = FileManager.default.enumerator(atPath: "\(path)/\(name)")?.allObjects ?? []
    return found.compactMap { $0 as? String }.sorted()
  }

  // MARK: The store

  func image() throws -> StoreImage { try StoreImage(of: store) }

  /// Expects a store that SQLite and `crm fsck` find sound and that takes the next write.
  func expectSound(_ comment: Comment, _ location: SourceLocation = #_sourceLocation) throws {
    #expect(try StoreImage.defects(of: store) == [], comment, sourceLocation: location)
    let check = try crm("fsck")
    #expect(check.code == 0, "\(comment): \(check.errors)", sourceLocation: location)
    let write = try crm("team add Next")
    #expect(write.code == 0, "\(comment): \(write.errors)", sourceLocation: location)
  }
}
