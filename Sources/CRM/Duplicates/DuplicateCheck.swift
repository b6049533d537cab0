import Catalogue
import Store
import Values

/// `crm customer check`: whether a customer would be a duplicate, asked before anybody makes it.
package struct DuplicateCheck {
  /// What is known of the customer.
  package struct Question: Sendable {
    package var name: String
    package var phone: String?
    package var creditCode: String?
    package var email: String?
    /// enterprise or individual; nil: either.
    package var type: String?

    package init(_ name: String) {
      self.name = name
    }

    /// The texts by the name of their field.
    var values: [(field: String, text: String)] {
      [("name", name), ("phone", phone), ("uscc", creditCode), ("email", email), ("type", type)]
        .compactMap { field, text in text.map { (field, $0) } }
    }
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// All records that are equal or similar, those that refuse the customer first.
  package func matches(of question: Question) throws -> [DuplicateMatch] {
    guard !TrimmedBytes.trimmed(question.name).isEmpty else {
      throw UserError(.usage, "the name is blank", hints: ["'crm customer check NAME'"])
    }
    return try session.read { db in
      let matches = try CustomerMatches(question, session: session, in: db).matches()
      return DuplicateMatch.Verdict.allCases.flatMap { verdict in
        matches.filter { $0.verdict == verdict }
      }
    }
  }
}
