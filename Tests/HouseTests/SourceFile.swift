import ProgramTesting

/// A file of the repository, line by line, with its place for messages.
struct SourceFile: CustomStringConvertible {
  let path: String
  let lines: [String]

  init(_ path: String) throws {
    self.path = path
    lines = try Repository.text(path)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  var description: String { path }

  /// The target that the file belongs to: the folder below `Sources`.
  var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// The name without folders and extension.
  var baseName: String {
    let name = path.split(separator: "/").last ?? ""
    return String(name.prefix { $0 != "." })
  }

  /// The modules that the file imports.
  var imports: [String] {
    lines.filter { $0.hasPrefix("import ") || $0.hasPrefix("@testable import ") }
      .compactMap { $0.split(separator: " ").last.map(String.init) }
  }

  /// The places where a text stands, as `path:line`.
  func places(of text: String) -> [String] {
    lines.enumerated().filter { $0.element.contains(text) }.map { "\(path):\($0.offset + 1)" }
  }

  static func all(below folder: String, suffix: String = ".swift") throws -> [SourceFile] {
    try Repository.files(below: folder, suffix: suffix).map(SourceFile.init)
  }
}
