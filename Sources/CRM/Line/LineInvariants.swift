import Store

/// What always holds of lines.
enum LineInvariants {
  static let all = LineOwner.all.flatMap { owner in
    [
      Invariant(
        "every line of \(owner.noun.plural) comes to an amount",
        violations: """
          SELECT \(owner.noun.name + "/") || \(identifier: owner.column) FROM \(identifier: owner.table)
          WHERE typeof(subtotal) <> iif(price IS NULL, 'null', 'integer')
          """)
    ]
  }
}
