import Testing
import Values

@testable import CommandLineKit

@Suite struct TextTests {
  @Test(arguments: [
    ("", 10, []), ("one two three", 8, ["one two", "three"]),
    ("incomprehensible word", 6, ["incomprehensible", "word"]),
    ("把客户放进公海，等人来领取。", 14, ["把客户放进公", "海，等人来领", "取。"]),
    ("领取公海客户。", 12, ["领取公海客", "户。"]),
    ("use 客户 now", 8, ["use 客户", "now"]), ("  many   spaces ", 20, ["many spaces"]),
  ])
  func wraps(_ text: String, _ width: Int, _ lines: [String]) {
    #expect(TextWrap.lines(text, width: width) == lines)
  }

  @Test(arguments: [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("客户名", 5, "客户…"), ("客户名", 6, "客户名")])
  func cuts(_ text: String, _ width: Int, _ cut: String) {
    #expect(TextWrap.cut(text, width: width) == cut)
  }

  @Test(arguments: [
    ("a\tb", #"a\x09b"#), ("\u{1B}[31m", #"\x1b[31m"#), ("\u{202E}x", #"\u{202e}x"#),
    ("客户", "客户"), ("\u{85}", #"\u{85}"#),
  ])
  func showsArgumentsSafely(_ text: String, _ shown: String) {
    #expect(ArgumentText(text).description == shown)
  }

  @Test func showsInvalidBytes() {
    #expect(ArgumentText(bytes: [0x61, 0xFF, 0xE5, 0xAE, 0x62]).description == #"a\xff\xe5\xaeb"#)
  }

  @Test func namesAFileToTheOperatingSystem() {
    let path = FilePath(bytes: [0x61, 0xFF])
    #expect(path.withCString { ArgumentText(cString: $0).bytes } == [0x61, 0xFF])
    #expect(!path.isStandardStream && FilePath("-").isStandardStream)
  }
}
