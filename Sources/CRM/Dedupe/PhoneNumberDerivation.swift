import Store

/// The table of all phone numbers, filled for many records at once as its triggers fill it for one.
package enum PhoneNumberDerivation {
  package static let all = ["customer", "contact"].map { noun in
    BulkLoad.Derivation(
      of: noun,
      fill: { ids in
        // Most records have one number; in order, so that the index is written front to back.
        """
        INSERT OR IGNORE INTO phone_number (key, noun, record)
        SELECT phone_key, \(noun), id FROM \(identifier: noun)
        WHERE id BETWEEN \(ids.lowerBound) AND \(ids.upperBound) AND phone_key IS NOT NULL
          AND instr(phone_key, ' ') = 0
        UNION ALL
        SELECT n.value, \(noun), t.id FROM \(identifier: noun) t,
          json_each('["' || replace(t.phone_key, ' ', '","') || '"]') n
        WHERE t.id BETWEEN \(ids.lowerBound) AND \(ids.upperBound) AND t.phone_key IS NOT NULL
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
