import Testing

@testable import Values

@Suite struct UsccTests {
  @Test(arguments: [
    ("91440300708461136T", "91440300708461136T"), (" 91440300 70846113-6t ", "91440300708461136T"),
    ("９１４４０３００７０８４６１１３６Ｔ", "91440300708461136T"), ("440301103097413", "440301103097413"), ("", ""),
    ("—", ""),
  ])
  func keys(code: String, key: String) {
    #expect(UsccKey.key(of: code) == key)
  }

  @Test(arguments: ["91440300708461136T", "91350100M000100Y43", "９１４４０３００７０８４６１１３６ｔ"])
  func valid(code: String) {
    #expect(Uscc.isValid(code))
  }

  @Test(arguments: [
    "", "91440300708461136", "91440300708461136TT", "91440300708461136A", "91440300708461163T",
    "9144030070846113IT",
    "440301103097413",
  ])
  func invalid(code: String) {
    #expect(!Uscc.isValid(code))
  }
}
