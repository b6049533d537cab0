import Testing

@testable import Values

@Suite struct NearestNamesTests {
  private let names = ["customer", "contact", "contract", "claim", "pool list", "GTX Pro"]

  @Test(arguments: [
    ("custmer", ["customer"]), ("cusotmer", ["customer"]), ("CUSTOMER", ["customer"]),
    ("contcat", ["contact", "contract"]),
    ("GTXPro", ["GTX Pro"]), ("pool-list", ["pool list"]), ("cu", ["customer"]), ("zzz", []),
    ("", []), (" -_", []),
  ])
  func suggestions(name: String, expected: [String]) {
    #expect(NearestNames.suggestions(for: name, among: names) == expected)
  }

  @Test func atMostThreeAndEachOnce() {
    let many = ["aab", "aac", "aad", "aae", "aab"]
    #expect(NearestNames.suggestions(for: "aaa", among: many) == ["aab", "aac", "aad"])
  }

  @Test func hints() {
    #expect(NearestNames.hint(for: "custmer", among: names) == "did you mean 'customer'?")
    #expect(
      NearestNames.hint(for: "contcat", among: names) == "did you mean 'contact' or 'contract'?")
    #expect(NearestNames.hint(for: "zzz", among: names) == nil)
    #expect(
      NearestNames.hint(for: "aaa", among: ["aab", "aac", "aad"])
        == "did you mean 'aab', 'aac' or 'aad'?")
  }

  @Test func longInputIsCut() {
    let long = String(repeating: "x", count: 10_000)
    #expect(NearestNames.suggestions(for: long, among: names) == [])
  }
}
