import Foundation

/// The files of this repository, which tests read beside the code.
package enum Repository {
  package static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The paths, relative to the root, of all files in a folder and below, in order.
  package static func files(below folder: String, suffix: String = "") -> [String] {
    let base = root.appendingPathComponent(folder).path
    let names = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(suffix) && isFile("\(base)/\($0)") }
      .map { "\(folder)/\($0)" }.sorted()
  }

  package static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The public sales data set beside the repository, or where `CRM_SHARED` says; nil without it.
  package static let salesData: URL? = {
    let shared = ProcessInfo.processInfo.environment["CRM_SHARED"].map(URL.init(fileURLWithPath:))
    let data = (shared ?? root.deletingLastPathComponent().appendingPathComponent("shared"))
      .appendingPathComponent("data/crm-sales")
    return FileManager.default.fileExists(atPath: data.path) ? data : nil
  }()

  private static func isFile(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && !isDirectory.boolValue
  }
}
