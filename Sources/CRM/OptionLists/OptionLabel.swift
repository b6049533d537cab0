import Values

extension OptionList {
  /// The key that a new option gets from its label: `United States` is `united_states`.
  static func key(forLabel label: String) -> String {
    String(label.lowercased().map { $0.isWhitespace ? "_" : $0 })
  }
}

extension RecordDraft {
  /// Fills the draft of an option of which nothing but its label is known, in whatever language.
  func setOption(_ label: String, of list: String) throws {
    set(try number(of: "dictionary"), text: list)
    set(try number(of: "key"), text: OptionList.key(forLabel: label))
    set(try number(of: "label_en"), text: label)
    set(try number(of: "label_zh"), text: label)
  }
}
