import Store

/// Quotes of which something may still become, as SQL over the table `quote`.
enum OpenQuotes {
  /// Whether nobody has decided the quote of the alias, nor revised, nor deleted it; never NULL.
  ///
  /// One that has expired is among them: it can be revised.
  static func isOpen(_ alias: SQL) -> SQL {
    """
    \(alias).deleted_at IS NULL AND \(alias).state NOT IN ('accepted', 'rejected')
      AND NOT \(QuoteStatus.isSuperseded(alias))
    """
  }
}
