import CRM
import Catalogue
import Store

/// What a shell asks for: `customer`, `option:customer.industry` or `fields`.
package enum CompletionKind {
  /// Live records of a noun.
  case records(Noun)
  /// The entries of an option list.
  case options(String)
  /// Names of fields, as `--fields` takes them.
  case fields

  /// Nil for a name that no declaration uses.
  package init?(_ name: String, catalogue: Catalogue) {
    if name == "fields" {
      self = .fields
    } else if name.hasPrefix("option:") {
      self = .options(String(name.dropFirst("option:".count)))
    } else if let noun = catalogue.noun(name) {
      self = .records(noun)
    } else {
      return nil
    }
  }

  typealias Candidate = ReferenceCandidates.Candidate

  /// The candidates that begin with what is typed already.
  func candidates(for prefix: String, limit: Int, session: Session) throws -> [Candidate] {
    switch self {
    case .records(let noun):
      try session.read {
        try ReferenceCandidates(noun, session: session, in: $0).candidates(
          for: prefix, limit: limit)
      }
    case .options(let name):
      try session.read { try OptionList(name, in: $0) }.entries
        .filter { $0.isActive && $0.key.hasPrefix(prefix) }.prefix(limit)
        .map { Candidate(text: $0.key, explanation: $0.label[session.language]) }
    case .fields:
      try fields(startingWith: prefix, limit: limit, session: session)
    }
  }

  /// The fields of all nouns, because `--fields` is read before the noun is known; the sign of
  /// `+name` and `-name` stays.
  private func fields(
    startingWith prefix: String, limit: Int, session: Session
  ) throws -> [Candidate] {
    let sign = prefix.first == "+" || prefix.first == "-" ? String(prefix.prefix(1)) : ""
    let wanted = prefix.dropFirst(sign.count)
    var seen: Set<String> = []
    return try session.catalogue.nouns.flatMap(\.fields)
      .filter { $0.name.hasPrefix(wanted) && seen.insert($0.name).inserted }.prefix(limit)
      .map { Candidate(text: sign + $0.name, explanation: $0.label[session.language]) }
  }
}
