import CRM
import Catalogue
import CommandLineKit
import Store

/// What a shell asks for: `customer`, `option:customer.industry`, `fields`, `command:customer.add`
/// or `command:customer.add:--company-size`.
package enum CompletionKind {
  /// Live records of a noun.
  case records(Noun)
  /// The entries of an option list.
  case options(String)
  /// Names of fields, as `--fields` takes them.
  case fields
  /// The options of a command that only the store knows.
  case dynamicOptions(path: [String])
  /// The values of one of them.
  case dynamicOption(path: [String], spelling: String)

  /// Nil for a name that no declaration uses.
  package init?(_ name: String, catalogue: Catalogue) {
    if name == "fields" {
      self = .fields
    } else if name.hasPrefix("option:") {
      self = .options(String(name.dropFirst("option:".count)))
    } else if name.hasPrefix("command:") {
      let parts = name.dropFirst("command:".count).split(separator: ":", maxSplits: 1)
      guard let words = parts.first else { return nil }
      let path = words.split(separator: ".").map(String.init)
      self =
        parts.count == 1
        ? .dynamicOptions(path: path) : .dynamicOption(path: path, spelling: String(parts[1]))
    } else if let noun = catalogue.noun(name) {
      self = .records(noun)
    } else {
      return nil
    }
  }

  typealias Candidate = ReferenceCandidates.Candidate

  /// How many records are offered; what the store defines is offered whole.
  private static let mostRecords = 50

  /// The candidates that begin with what is typed already.
  func candidates(for prefix: String, session: Session) throws -> [Candidate] {
    switch self {
    case .records(let noun):
      try session.read {
        try ReferenceCandidates(noun, session: session, in: $0).candidates(
          for: prefix, limit: Self.mostRecords)
      }
    case .options(let name):
      try session.read { try OptionList(name, in: $0) }.entries
        .filter { $0.isActive && $0.key.hasPrefix(prefix) }
        .map { Candidate(text: $0.key, explanation: $0.label[session.language]) }
    case .fields:
      try fields(startingWith: prefix, session: session)
    case .dynamicOptions(let path):
      DynamicOptions(of: path, in: try session.catalogue)?
        .names(startingWith: prefix, language: session.language) ?? []
    case .dynamicOption(let path, let spelling):
      try values(
        of: DynamicOptions(of: path, in: try session.catalogue)?.option(spelling),
        startingWith: prefix, session: session)
    }
  }

  /// The fields of all nouns, because `--fields` is read before the noun is known; the sign of
  /// `+name` and `-name` stays.
  private func fields(startingWith prefix: String, session: Session) throws -> [Candidate] {
    let sign = prefix.first == "+" || prefix.first == "-" ? String(prefix.prefix(1)) : ""
    let wanted = prefix.dropFirst(sign.count)
    var seen: Set<String> = []
    return try session.catalogue.nouns.flatMap { $0.fields + $0.facts }
      .filter { $0.name.hasPrefix(wanted) && seen.insert($0.name).inserted }
      .map { Candidate(text: sign + $0.name, explanation: $0.label[session.language]) }
  }

  /// What completes the value of an option; the script does not know that it takes several.
  private func values(
    of option: ArgumentManifest?, startingWith prefix: String, session: Session
  ) throws -> [Candidate] {
    guard let option else { return [] }
    let last = option.separatesAtCommas ? prefix.lastIndex(of: ",") : nil
    let head = last.map { String(prefix[...$0]) } ?? ""
    let wanted = String(prefix.dropFirst(head.count))
    let chosen = Set(head.split(separator: ",").map(String.init))
    let candidates: [Candidate] =
      switch option.completion {
      case .choices(let words):
        words.filter { $0.hasPrefix(wanted) }.map { Candidate(text: $0, explanation: "") }
      case .dynamic(let name):
        try CompletionKind(name, catalogue: session.catalogue)?
          .candidates(for: wanted, session: session) ?? []
      case .none, .file, .directory: []
      }
    return candidates.filter { !chosen.contains($0.text) }
      .map { Candidate(text: head + $0.text, explanation: $0.explanation) }
  }
}
