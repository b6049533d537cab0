import Foundation

/// A program of the system that tests run, such as a shell or mandoc.
package struct SystemProgram: Sendable {
  package let path: String

  /// Nil when the program is not installed.
  package init?(_ name: String) {
    let candidates = ["/bin", "/usr/bin", "/usr/local/bin"].map { "\($0)/\(name)" }
    guard let path = candidates.first(where: FileManager.default.isExecutableFile) else {
      return nil
    }
    self.path = path
  }

  /// Runs the program without input; returns the lines it wrote to standard output, without empty
  /// ones.
  package func lines(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:]
  ) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: "\n").map(String.init)
  }
}
