import Foundation
import Tabular
import Testing
import Values

/// Messages that mailers take (RFC 5322, 2045, 2047).
@Suite struct MailMessageTests {
  private func decoded(_ text: String) throws -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    return try words.map { word in
      #expect(word.count <= 75)
      let inner = word.dropFirst("=?UTF-8?B?".count).dropLast("?=".count)
      return String(decoding: try #require(Data(base64Encoded: String(inner))), as: UTF8.self)
    }.joined()
  }

  @Test func headersAndBody() throws {
    let body = "华为：请回电\n" + String(repeating: "a very long line ", count: 100) + "\n"
    let text = try MailMessage(
      to: "Li Wei", address: "li.wei@example.com", subject: "3 things", body: body
    ).text
    let parts = text.split(separator: "\n\n", maxSplits: 1)
    #expect(
      parts[0].split(separator: "\n") == [
        "To: Li Wei <li.wei@example.com>", "Subject: 3 things", "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
        "Auto-Submitted: auto-generated",
      ])
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 78 })
    let data = try #require(
      Data(base64Encoded: String(parts[1]), options: .ignoreUnknownCharacters))
    #expect(String(decoding: data, as: UTF8.self) == body)
  }

  @Test(arguments: [
    "客户管理系统待处理事项", "a\r\nBcc: x@y", "=?UTF-8?B?eA==?=", "\"quoted\" <x>", "🏳️‍🌈",
    String(repeating: "很长的主题", count: 40),
  ])
  func headersHoldAnything(text: String) throws {
    let message = try MailMessage(to: text, address: "a@b", subject: text, body: "")
    let lines = message.text.split(separator: "\n", omittingEmptySubsequences: false)
    let subject = try #require(lines.firstIndex { $0.hasPrefix("Subject: ") })
    let mime = try #require(lines.firstIndex { $0.hasPrefix("MIME-Version: ") })
    #expect(!lines.contains { $0.hasPrefix("Bcc") })
    #expect(lines[(subject + 1)..<mime].allSatisfy { $0.hasPrefix(" ") })
    let header = lines[subject..<mime].joined(separator: "\n").dropFirst("Subject: ".count)
    #expect(try decoded(String(header)) == text)
  }

  @Test func base64IsThatOfFoundation() {
    for count in 0..<100 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
      #expect(Base64.text(of: bytes) == Data(bytes).base64EncodedString())
    }
  }
}
