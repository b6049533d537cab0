import Catalogue
import Store

/// What always holds of records that were merged.
enum MergeInvariants {
  static let all: [Invariant] = [Noun.customer, .contact].map { noun in
    Invariant(
      "a merged \(noun.name) is deleted, and the one that it became was not merged itself",
      violations: """
        SELECT m.noun || '/' || m.record FROM merged_record m
        LEFT JOIN \(identifier: noun.table) r ON r.id = m.record
        LEFT JOIN \(identifier: noun.table) s ON s.id = m.survivor
        WHERE m.noun = \(noun.name) AND (r.deleted_at IS NULL OR s.id IS NULL
          OR \(MergedRecords.contain(noun, id: "m.survivor")))
        """)
  }
}
