import Catalogue
import Tabular
import Values

/// How values stand in the documents of `show`.
extension Session {
  /// A value with its title in the session's language.
  func entry(_ name: String, _ label: Label, _ value: Document) -> Document.Entry {
    .init(name, label: label[language], value)
  }

  func entry(
    _ name: String, _ english: String, _ chinese: String, _ value: Document
  ) -> Document.Entry {
    entry(name, Label(english, chinese), value)
  }
}

extension Currency {
  /// An amount in minor units; null when there is none.
  func document(_ amount: Int64?) -> Document {
    amount.map { .decimal(Money.format($0, digits: minorDigits)) } ?? .null
  }
}

extension Document {
  /// Null when there is no text.
  static func orNull(_ text: String?) -> Document { text.map { .text($0) } ?? .null }
}
