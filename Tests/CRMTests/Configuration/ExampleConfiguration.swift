import Catalogue
import Foundation
import ProgramTesting
import Tabular
import YAML

@testable import CRM

/// A whole configuration that comes with the program, as a file of `examples`.
struct ExampleConfiguration {
  let name: String
  let text: String

  /// How customers come in and whom they belong to.
  static let customerProcess = "customer-process.yaml"
  /// What one sells by.
  static let salesProcess = "sales-process.yaml"
  static let names = [customerProcess, salesProcess]

  init(_ name: String) throws {
    self.name = name
    text = try Repository.text("examples/\(name)")
  }

  init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// The sections that it is about.
  var sections: [String] {
    text.split(separator: "\n").compactMap { line in
      guard let first = line.first, first.isLetter, !line.hasPrefix("version") else { return nil }
      return line.firstIndex(of: ":").map { String(line[..<$0]) }
    }
  }

  /// What a plan or an application says, as JSON would have it, and whether anything changes.
  @discardableResult
  func run(in store: TestStore, isPlan: Bool = false) throws -> (said: [String], isEmpty: Bool) {
    let session = store.session()
    let file = try ConfigurationFileReader.read(
      Array(text.utf8), name: name, language: .chinese, catalogue: session.catalogue)
    let (report, isEmpty) = try ConfigurationApplication(file, session: session)
      .run(isPlan: isPlan)
    return (report.details.map { "\($0.value)" } + [report.summary], isEmpty)
  }

  /// The configuration without comments and without the first days of recycle rules, which are those
  /// of the application.
  static func essence(_ text: String) -> [String] {
    text.replacing(/, acts_from: [0-9-]+/, with: "")
      .split(separator: "\n").map(String.init)
      .filter { !$0.contains(/^ *(#|acts_from:)/) }
  }
}
