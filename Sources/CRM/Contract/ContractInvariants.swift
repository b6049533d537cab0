import Store

/// What always holds of contracts, receivables and payments.
enum ContractInvariants {
  static let all: [Invariant] = [
    Invariant(
      "a contract's opportunity is its customer's",
      violations: """
        SELECT 'contract/' || k.id FROM contract k JOIN opportunity o ON o.id = k.opportunity
        WHERE o.customer <> k.customer
        """),
    Invariant(
      "a contract does not end before it starts, and its amount is not negative",
      violations: """
        SELECT 'contract/' || id FROM contract WHERE start > "end" OR amount < 0
        """),
    Invariant(
      "a contract is deleted with its customer",
      violations: """
        SELECT 'contract/' || k.id FROM contract k JOIN customer c ON c.id = k.customer
        WHERE k.deleted_at IS NULL AND c.deleted_at IS NOT NULL
        """),
    Invariant(
      "receivables and payments are deleted with their contract",
      violations: """
        SELECT 'receivable/' || r.id FROM receivable r JOIN contract k ON k.id = r.contract
        WHERE r.deleted_at IS NULL AND k.deleted_at IS NOT NULL
        UNION
        SELECT 'payment/' || p.id FROM payment p JOIN contract k ON k.id = p.contract
        WHERE p.deleted_at IS NULL AND k.deleted_at IS NOT NULL
        """),
    Invariant(
      "the receivables of a contract come to its amount at most, unless one may exceed it",
      violations: "SELECT 'contract/' || id FROM (\(ReceivableSum.violations(where: "1")))"),
    Invariant(
      "a receivable is about money",
      violations: "SELECT 'receivable/' || id FROM receivable WHERE amount <= 0"),
    Invariant(
      "no more is given back than was received",
      violations: """
        SELECT 'contract/' || contract FROM payment WHERE deleted_at IS NULL
        GROUP BY contract HAVING sum(amount) < 0
        """),
    Invariant(
      "a payment that is meant for a receivable is one for its contract",
      violations: """
        SELECT 'payment/' || p.id FROM payment p JOIN receivable r ON r.id = p.receivable
        WHERE r.contract <> p.contract
        """),
    Invariant(
      "what was received is what receivables got and what is left of it",
      violations: """
        SELECT 'contract/' || k.id FROM contract k
        JOIN (SELECT contract, sum(paid) AS paid, sum(amount) AS planned
          FROM (\(ReceivableBalance.rows())) GROUP BY contract) b ON b.contract = k.id
        WHERE b.paid <> min(b.planned,
          ifnull((SELECT sum(p.amount) FROM payment p
            WHERE p.contract = k.id AND p.deleted_at IS NULL), 0))
        """),
  ]
}
