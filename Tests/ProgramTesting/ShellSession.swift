import Foundation

/// Commands run one after the other by one bash, so that `cd`, `export` and pipes work, in
/// surroundings that are the same everywhere: an empty home, a pinned clock, no terminal.
package struct ShellSession: Sendable {
  /// What a command wrote and how it ended.
  package struct Result: Equatable {
    package var output: String
    package var errors: String
    package var exitCode: Int32
  }

  package static let pinnedNow = "2026-03-01T09:00:00Z"

  private let folder: TemporaryFolder
  /// The home and first working directory of the commands.
  package let home: URL

  package init() throws {
    folder = try TemporaryFolder()
    home = try folder.makeFolder("home")
    let bin = try folder.makeFolder("bin")
    try FileManager.default.createSymbolicLink(
      at: bin.appendingPathComponent("crm"),
      withDestinationURL: URL(fileURLWithPath: BuiltProgram.path))
  }

  /// Copies a file or folder into the home, under its own name.
  package func provide(_ source: URL) throws {
    try FileManager.default.copyItem(
      at: source, to: home.appendingPathComponent(source.lastPathComponent))
  }

  package var environment: [String: String] {
    [
      "PATH": "\(folder.url.path)/bin:/usr/local/bin:/usr/bin:/bin", "HOME": home.path,
      "CRM_NOW": Self.pinnedNow, "TZ": "UTC", "LANG": "C.UTF-8", "TERM": "dumb",
    ]
  }

  /// Runs the commands; one that ends the shell is the last with a result.
  package func run(_ commands: [String]) throws -> [Result] {
    let steps = try folder.makeFolder("steps-\(UUID().uuidString)")
    for (index, command) in commands.enumerated() {
      try Data(command.utf8).write(to: steps.appendingPathComponent("\(index).command"))
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["--norc", "--noprofile", "-c", Self.driver, steps.path]
    process.currentDirectoryURL = home
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return try commands.indices.prefix { index in
      FileManager.default.fileExists(atPath: steps.appendingPathComponent("\(index).out").path)
    }.map { index in
      let code = try? text(steps, "\(index).code")
      return Result(
        output: try text(steps, "\(index).out"), errors: try text(steps, "\(index).err"),
        exitCode: code.flatMap { Int32($0.dropLast()) } ?? process.terminationStatus)
    }
  }

  /// What a file of a step holds, with `~` for the home, whose name differs from run to run.
  private func text(_ steps: URL, _ name: String) throws -> String {
    let data = try Data(contentsOf: steps.appendingPathComponent(name))
    return String(decoding: data, as: UTF8.self).replacingOccurrences(of: home.path, with: "~")
  }

  /// `$0` is the folder of the steps.
  private static let driver = """
    for ((crm_step = 0; ; crm_step++)); do
      [[ -e $0/$crm_step.command ]] || exit 0
      eval "$(<"$0/$crm_step.command")" >"$0/$crm_step.out" 2>"$0/$crm_step.err"
      echo $? >"$0/$crm_step.code"
    done
    """
}
