/// Reads amounts as people and spreadsheets write them; `Money` handles the plain ones itself.
struct MoneyReader {
  let currency: Currency

  func read(_ text: UnsafeBufferPointer<UInt8>) throws(UserError) -> Int64 {
    let folded = FoldedText.bytes(of: text)
    do throws(Numeral.Flaw) {
      return try withBytes(folded) { (bytes) throws(Numeral.Flaw) in try readFolded(bytes) }
    } catch {
      if error == .notANumber, let other = otherCurrency(in: folded) {
        throw UserError(
          .usage, "\(quoted(text)) is in \(other.code); this store keeps \(currency.code)",
          code: "E_MONEY_CURRENCY", hints: ["convert the amount to \(currency.code) first"])
      }
      var refusal = error.error(
        in: text, kind: "an amount in \(currency.code)", code: "E_MONEY",
        examples: "1054.00, 1,054.00 or 1.2万")
      if error == .outOfRange {
        let largest = Money.format(Money.largest, digits: currency.minorDigits)
        refusal.hints = ["an amount is \(largest) at most"]
      }
      throw refusal
    }
  }

  private func readFolded(_ bytes: UnsafeBufferPointer<UInt8>) throws(Numeral.Flaw) -> Int64 {
    guard !bytes.isEmpty else { throw .blank }
    var cursor = ByteCursor(bytes)
    let inParentheses = cursor.take(UInt8(ascii: "("))
    var sign = cursor.takeSign()
    let hasMark = takeMark(&cursor)
    if sign == nil { sign = cursor.takeSign() }
    var numeral = try Numeral(&cursor)
    if !hasMark { _ = takeMark(&cursor) }
    if inParentheses {
      guard sign == nil, cursor.take(UInt8(ascii: ")")) else { throw .notANumber }
    }
    guard cursor.isAtEnd else { throw .notANumber }
    numeral.isNegative = inParentheses || (sign ?? false)
    let amount = try numeral.scaled(digits: currency.minorDigits)
    guard amount.magnitude <= Money.largest.magnitude else { throw .outOfRange }
    return amount
  }

  /// Consumes the currency's code or one of its marks, and the spaces around it.
  private func takeMark(_ cursor: inout ByteCursor) -> Bool {
    var ahead = cursor
    ahead.skip(while: \.isASCIISpace)
    guard let next = ahead.next, !next.isASCIIDigit else { return false }
    // The code last: `MOP` is the beginning of `MOP$`.
    guard
      currency.marks.contains(where: { ahead.take(ignoringCase: $0) })
        || ahead.take(ignoringCase: currency.code)
    else { return false }
    ahead.skip(while: \.isASCIISpace)
    cursor = ahead
    return true
  }

  private func otherCurrency(in folded: [UInt8]) -> Currency? {
    // Only letters and signs, so that CNY is found in `CNY1,054` and in `1,054 CNY` alike.
    let mark = folded.filter {
      !$0.isASCIIDigit && !$0.isASCIISpace && !"+-.,()".utf8.contains($0)
    }
    let text = String(decoding: mark, as: UTF8.self).uppercased()
    guard !currency.marks.contains(text) else { return nil }
    if let named = Currency(code: text) { return named == currency ? nil : named }
    return Currency.marked.first { $0.marks.contains(text) }
  }
}

extension ByteCursor {
  fileprivate mutating func take(ignoringCase text: String) -> Bool {
    var ahead = self
    for byte in text.utf8 {
      guard let next = ahead.next, next.uppercasedASCII == byte.uppercasedASCII, ahead.take(next)
      else { return false }
    }
    self = ahead
    return true
  }
}
