import Store

/// What always holds of tags.
enum TagInvariants {
  static let all = [
    Invariant(
      "a record has at most one tag of an exclusive group",
      violations: TagGroups.carriers.map { noun, link in
        """
        SELECT \(noun.name + "/") || record FROM (\(TagGroups.violations(noun, link)))
        """ as SQL
      }.joined(separator: " UNION ALL "))
  ]
}
