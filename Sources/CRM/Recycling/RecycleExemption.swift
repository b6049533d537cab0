import Store
import Values

/// One reason for which a rule spares customers on a day.
///
/// The run, the dry run, the forecast and the explanation are all built from these, so that they
/// cannot disagree.
struct RecycleExemption {
  /// The machine name, as explanations print it.
  var name: String
  /// Whether it holds for the record `c`; never NULL.
  var condition: SQL
  /// Whether it ends by itself, on a day that is known.
  var isTemporary = false

  /// Whether the customer `c` has an approved contract.
  static let hasContract: SQL = """
    EXISTS (SELECT 1 FROM contract k WHERE k.customer = c.id AND \(Deal.isContract("k")))
    """

  /// Whether it has one that goes on for good.
  static let hasEndlessContract: SQL = """
    EXISTS (SELECT 1 FROM contract k WHERE k.customer = c.id AND k."end" IS NULL
      AND \(Deal.isContract("k")))
    """

  /// The condition of one that spares nobody.
  static let never: SQL = "0"

  /// What spares customers from the rule, its own condition aside.
  static func all(of rule: RecycleRule, asOf: Day, terms: RecycleTerms) -> [RecycleExemption] {
    var exemptions: [RecycleExemption] = []
    if rule.scope != .everybody {
      exemptions.append(
        RecycleExemption(
          name: "out_of_scope", condition: "NOT (\(rule.scope.condition(rule.holding)))"))
    }
    exemptions.append(
      RecycleExemption(
        name: "exempt_owner",
        condition: rule.exemptOwners.isEmpty ? never : "c.owner IN \(ids: rule.exemptOwners)"))
    let holds = rule.holding == .customers ? RecycleHold.all : []
    exemptions += holds.map { hold in
      RecycleExemption(
        name: hold.name,
        condition: "ifnull(c.\(identifier: hold.column) >= \(asOf.description), 0)",
        isTemporary: true)
    }
    if terms.protectDays > 0 {
      let start = terms.calendar.startOfDay(asOf.adding(days: -terms.protectDays))
      exemptions.append(
        RecycleExemption(
          name: "protected",
          condition: """
            (c.held_since >= \(start) AND \(Tenure.kind(of: rule.holding)) IN \(list: Tenure.protectedKinds))
            """, isTemporary: true))
    }
    if rule.holding == .leads {
      exemptions.append(
        RecycleExemption(
          name: "closed", condition: "c.status NOT IN \(list: LeadStatus.open)"))
      return exemptions
    }
    exemptions.append(
      RecycleExemption(
        name: "contract_pending",
        condition: """
          EXISTS (SELECT 1 FROM contract k WHERE k.customer = c.id AND k.approval = 'pending'
            AND k.deleted_at IS NULL)
          """))
    if rule.kind == .contractEnded {
      exemptions.append(RecycleExemption(name: "no_contract", condition: "NOT \(hasContract)"))
      exemptions.append(
        RecycleExemption(name: "contract_without_end", condition: hasEndlessContract))
    }
    if rule.excludesWon {
      exemptions.append(RecycleExemption(name: "won", condition: Deal.isWon(customer: "c.id")))
    }
    if rule.excludesOpenOpportunities {
      exemptions.append(
        RecycleExemption(
          name: "open_opportunity",
          condition: """
            EXISTS (SELECT 1 FROM opportunity o WHERE o.customer = c.id AND o.deleted_at IS NULL
              AND o.stage IN (SELECT id FROM stage WHERE kind = 'open'))
            """))
    }
    return exemptions
  }
}

extension RecycleRule.Scope {
  /// Whether the owner of the record `c` is meant.
  func condition(_ holding: PoolHolding) -> SQL {
    switch self {
    case .everybody: "1"
    case .user(let id): "c.owner = \(id)"
    case .team(let id): "+c.owner IN (\(TeamTree.members(of: [id])))"
    case .role(let id): "+c.owner IN (SELECT \"user\" FROM user_role WHERE role = \(id))"
    case .pool(let id):
      "ifnull(\(id) = \(Tenure.latestEvent("from_pool", of: holding)), 0)"
    }
  }
}
