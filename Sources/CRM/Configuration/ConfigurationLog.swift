/// What the application of a configuration file changed, in order.
struct ConfigurationLog {
  private(set) var changes: [ConfigurationChange] = []
  private(set) var records: [ChangeReport.Record] = []

  /// Notes a change of the record; one with several changes is named once.
  mutating func add(_ change: ConfigurationChange, title: String) {
    changes.append(change)
    if records.last?.reference != change.reference {
      records.append(.init(change.reference, title: title))
    }
  }

  /// One sentence: what was added, changed and removed.
  func summary(file: String) -> String {
    guard !changes.isEmpty else { return "nothing to change: the store is as \(file) says" }
    var affected = 0
    var changed: Set<String> = []
    for change in changes {
      let isKnown = change.action == .change && !changed.insert(change.reference).inserted
      if !isKnown { affected += change.records }
    }
    let counts = [
      (count(.add), "added"), (changed.count, "changed"), (count(.remove), "removed"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return counts.joined(separator: ", ")
      + (affected == 0 ? "" : "; \(affected.counted("record")) affected")
  }

  private func count(_ action: ConfigurationChange.Action) -> Int {
    changes.filter { $0.action == action }.count
  }
}
