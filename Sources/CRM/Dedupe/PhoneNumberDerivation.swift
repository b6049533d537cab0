import Store

/// The table of the numbers of those who have several, filled for many records at once as its
/// triggers fill it for one.
package enum PhoneNumberDerivation {
  package static let all = ["customer", "contact"].map { noun in
    BulkLoad.Derivation(
      of: noun,
      fill: { ids in
        // The plus keeps to the index of the numbers, which is small, instead of the records.
        """
        INSERT OR IGNORE INTO phone_number (key, noun, record)
        SELECT n.value, \(noun), t.id FROM \(identifier: noun) t,
          json_each('["' || replace(t.phone_key, ' ', '","') || '"]') n
        WHERE +t.id BETWEEN \(ids.lowerBound) AND \(ids.upperBound) AND t.phone_key IS NOT NULL
          AND instr(t.phone_key, ' ') > 0
        ORDER BY 1, 3
        """
      },
      clear: { ids in
        """
        DELETE FROM phone_number
        WHERE noun = \(noun) AND record BETWEEN \(ids.lowerBound) AND \(ids.upperBound)
        """
      })
  }
}
