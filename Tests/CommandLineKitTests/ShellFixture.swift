import CommandLineKit
import Foundation

/// A folder with the completion scripts of the sample and a `crm` that answers `__complete`.
struct ShellFixture {
  let folder: URL

  /// The fake program: three customers, two of them awkward, two users, three fields.
  private static let program = #"""
    #!/bin/sh
    case $1 in
      --store) store=$2; shift 2 ;;
      --store=*) store=${1#*=}; shift ;;
    esac
    [ "$1" = __complete ] || exit 1
    case $2 in
      customer) printf 'customer/1\tAcme Corp\ncustomer/2\t阿里: 云\na b$(touch owned)\tSpaces\n'; echo "it's" ;;
      user) printf 'li\tLi Lei\nhan:mei\tHan Meimei\n'; [ -z "$store" ] || echo "li@$store" ;;
      field) printf 'name\nowner\tWho owns it\n' ;;
    esac
    """#

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("completion-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("data folder"), withIntermediateDirectories: true)
    let manifest = SampleTree.tree.manifest()
    try write(Self.program, to: "crm")
    try write(BashCompletion.script(for: manifest), to: "crm.bash")
    try write(ZshCompletion.script(for: manifest), to: "_crm")
    try write(FishCompletion.script(for: manifest), to: "crm.fish")
    try write("", to: "leads.csv")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.appendingPathComponent("crm").path)
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  func remove() throws {
    try FileManager.default.removeItem(at: folder)
  }

  func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
  }

  /// Runs a program in the folder, with the fake `crm` first on the path; returns its lines.
  func run(_ program: String, _ arguments: [String]) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": "\(folder.path):/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8",
      "TERM": "dumb",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: "\n").map(String.init)
  }

  /// Where a program of the system is installed; nil when it is not.
  static func path(of program: String) -> String? {
    ["/bin", "/usr/bin", "/usr/local/bin"].map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
