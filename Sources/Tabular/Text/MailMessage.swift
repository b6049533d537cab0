import Values

/// A message as a mailer takes it on standard input (`sendmail -t`): UTF-8 text in MIME, for one person.
///
/// Sender, date and message id are added by the mailer.
package struct MailMessage: Sendable, Equatable {
  package var name: String
  package var address: String
  package var subject: String
  package var body: String

  /// Characters in a line of encoded text, as RFC 2045 wants it.
  private static let lineLength = 76
  /// Bytes of text in an encoded word, which has 75 characters at most (RFC 2047).
  private static let wordBytes = 45

  /// Throws when the address is not the address of one mailbox, which a header could not hold.
  package init(to name: String, address: String, subject: String, body: String) throws {
    guard Self.isMailbox(address) else {
      throw UserError(
        .no, "'\(address)' is not an e-mail address that mail can be sent to", code: "E_EMAIL")
    }
    self.name = name
    self.address = address
    self.subject = subject
    self.body = body
  }

  /// The whole message, headers first.
  package var text: String {
    """
    To: \(Self.header(name)) <\(address)>
    Subject: \(Self.header(subject))
    MIME-Version: 1.0
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: base64
    Auto-Submitted: auto-generated

    \(Self.lines(of: Base64.text(of: Array(body.utf8))))

    """
  }

  private static func isMailbox(_ address: String) -> Bool {
    let parts = address.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    let special = Set("()<>[]:;,\\\"".utf8)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
      && address.utf8.allSatisfy { 0x21...0x7E ~= $0 && !special.contains($0) }
  }

  /// The text as it may stand in a header: plain words as they are, everything else encoded.
  private static func header(_ text: String) -> String {
    let isPlain =
      text.utf8.count <= lineLength - 20
      && text.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "), UInt8(ascii: "-"):
          true
        default: false
        }
      }
    guard !isPlain else { return text }
    var words: [[UInt8]] = [[]]
    for character in text.unicodeScalars {
      let bytes = Array(String(character).utf8)
      if words[words.count - 1].count + bytes.count > wordBytes { words.append([]) }
      words[words.count - 1] += bytes
    }
    return words.map { "=?UTF-8?B?\(Base64.text(of: $0))?=" }.joined(separator: "\n ")
  }

  private static func lines(of encoded: String) -> String {
    var rest = encoded.utf8[...]
    var lines: [String] = []
    while !rest.isEmpty {
      lines.append(String(decoding: rest.prefix(lineLength), as: UTF8.self))
      rest = rest.dropFirst(lineLength)
    }
    return lines.joined(separator: "\n")
  }
}
