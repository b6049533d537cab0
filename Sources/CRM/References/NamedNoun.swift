import Catalogue
import Values

extension Catalogue {
  /// The noun of a name that people wrote; an unknown one is a usage error that suggests others.
  ///
  /// With `aboutRecords`, nouns that describe the store itself do not count.
  func noun(
    named name: String, aboutRecords: Bool = false, code: String? = nil, unknown message: String,
    list: String = "nouns"
  ) throws -> Noun {
    let known = nouns.filter { !aboutRecords || !$0.describesStore }
    if let noun = Catalogue(known).noun(name) { return noun }
    let names = known.map(\.name)
    throw UserError(
      .usage, message, code: code,
      hints: [
        NearestNames.hint(for: name, among: names) ?? "\(list): \(names.joined(separator: ", "))"
      ])
  }
}
