import Catalogue

extension Noun {
  /// The words of a command about records of the noun: `pool rule add`.
  func path(of verb: String) -> [String] {
    command.split(separator: " ").map(String.init) + [verb]
  }
}
