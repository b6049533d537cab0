// swift-tools-version: 6.1
import PackageDescription

/// Warnings are errors in our own targets; dependencies are not touched by this.
let strict: [SwiftSetting] = [
  .unsafeFlags(["-warnings-as-errors"]),
  .enableUpcomingFeature("ExistentialAny"),
  // Exclusive access is checked in tests; in the inner loops of an import it costs 5 percent.
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

let package = Package(
  name: "crm",
  products: [.executable(name: "crm", targets: ["crm"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // Imports run downwards only; Tests/HouseTests checks it.
    .executableTarget(name: "crm", dependencies: ["Commands"], swiftSettings: strict),
    .target(
      name: "Commands",
      dependencies: ["CRM", "Conditions", "CommandLineKit", "Tabular", "Catalogue", "Values"],
      swiftSettings: strict),
    .target(
      name: "CRM", dependencies: ["Conditions", "Store", "Tabular", "YAML", "Catalogue", "Values"],
      resources: ["basic", "manufacturing", "software"].map {
        .embedInCode("Templates/\($0).yaml")
      },
      swiftSettings: strict),
    .target(
      name: "Store",
      dependencies: [
        "CStoreShim", "Catalogue", "Values", .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: strict),
    .target(name: "CStoreShim"),
    .target(name: "Conditions", dependencies: ["Catalogue", "Values"], swiftSettings: strict),
    .target(name: "Tabular", dependencies: ["Values"], swiftSettings: strict),
    // Only the C parser in Yams is used: it says where things stand, and it guesses no types.
    .target(
      name: "YAML", dependencies: ["Values", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict),
    .target(name: "Catalogue", dependencies: ["Values"], swiftSettings: strict),
    .target(name: "CommandLineKit", dependencies: ["Values"], swiftSettings: strict),
    .target(name: "Values", dependencies: ["CUtf8proc"], swiftSettings: strict),
    .systemLibrary(name: "CUtf8proc", providers: [.apt(["libutf8proc-dev"])]),

    .testTarget(
      name: "ValuesTests", dependencies: ["ProgramTesting", "Values"], swiftSettings: strict),
    .testTarget(
      name: "CommandLineKitTests", dependencies: ["CommandLineKit", "ProgramTesting"],
      exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "TabularTests", dependencies: ["ProgramTesting", "Tabular", "Values"],
      swiftSettings: strict),
    .testTarget(
      name: "ConditionsTests", dependencies: ["Conditions", "ProgramTesting", "Values"],
      swiftSettings: strict),
    .testTarget(
      name: "YAMLTests", dependencies: ["ProgramTesting", "Values", "YAML"], swiftSettings: strict),
    .testTarget(
      name: "StoreTests", dependencies: ["ProgramTesting", "Store", "Values"], swiftSettings: strict
    ),
    .testTarget(
      name: "CRMTests",
      dependencies: ["ProgramTesting", "CRM", "Store", "Catalogue", "Tabular", "Values", "YAML"],
      swiftSettings: strict),
    .testTarget(name: "CommandsTests", dependencies: ["Commands"], swiftSettings: strict),
    // The program itself, its documentation and its generated files.
    .target(name: "ProgramTesting", path: "Tests/ProgramTesting", swiftSettings: strict),
    .testTarget(
      name: "TranscriptTests",
      dependencies: ["Commands", "CommandLineKit", "ProgramTesting", "crm"],
      exclude: ["example-store.sh"], swiftSettings: strict),
    .testTarget(
      name: "GeneratedTests",
      dependencies: ["Commands", "CRM", "Catalogue", "CommandLineKit", "ProgramTesting", "crm"],
      swiftSettings: strict),
    .testTarget(name: "HouseTests", dependencies: ["ProgramTesting"], swiftSettings: strict),
    .testTarget(
      name: "ResilienceTests", dependencies: ["CStoreShim", "ProgramTesting", "crm"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
