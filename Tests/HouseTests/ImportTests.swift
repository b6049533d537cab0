import Testing

/// Imports run downwards only: each layer knows the ones below it, and no layer the ones above.
@Suite struct ImportTests {
  /// What each target may import besides the C library; the order is that of the layers.
  private static let allowed: [String: Set<String>] = [
    "crm": ["Commands", "CommandLineKit", "Tabular", "Values"],
    "Commands": ["CRM", "Conditions", "CommandLineKit", "Store", "Tabular", "Catalogue", "Values"],
    "CRM": ["Conditions", "Store", "Tabular", "YAML", "Catalogue", "Values"],
    // The only target that knows SQLite.
    "Store": ["CStoreShim", "GRDB", "Catalogue", "Values", "Dispatch", "Synchronization"],
    "Conditions": ["Catalogue", "Values"],
    "CommandLineKit": ["Values"],
    "Tabular": ["Values"],
    "YAML": ["CYaml", "Values"],
    "Catalogue": ["Values"],
    "Values": ["CUtf8proc"],
    "CStoreShim": [],
    "CUtf8proc": [],
  ]

  @Test func importsRunDownwards() throws {
    for file in try SourceFile.all(below: "Sources") {
      let allowed = try #require(Self.allowed[file.target], "\(file.target) is not in the table")
      for module in file.imports where module != "Glibc" {
        #expect(allowed.contains(module), "\(file) imports \(module)")
      }
    }
  }

  /// Clock, environment, terminal and process are read once, by `LiveProcess`, and handed on.
  @Test(arguments: [
    "getenv(", "isatty(", "time(nil)", "clock_gettime(", "gettimeofday(", "getpid()",
    "ProcessInfo", "CommandLine.",
  ])
  func onlyTheLiveProcessKnowsItsSurroundings(_ call: String) throws {
    for file in try SourceFile.all(below: "Sources") where file.baseName != "LiveProcess" {
      #expect(file.places(of: call) == [])
    }
  }
}
