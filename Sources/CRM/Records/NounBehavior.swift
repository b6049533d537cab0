import Catalogue
import Store
import Tabular
import Values

/// What only one noun knows, beyond its description in the catalogue.
package struct NounBehavior: Sendable {
  package var creation: @Sendable (CreationContext) throws -> any CreationRules
  /// The noun of the records that a row of a file may bring along (the contact of a customer).
  package var companion: Noun?
  /// Columns of files that the creation rules know besides the noun's fields.
  package var fileColumns: (any FileColumnRules.Type)?
  /// Called after people, files or rules edited records, inside the transaction; throws to refuse.
  ///
  /// What crm itself makes of a change elsewhere, such as another option that takes the place of one,
  /// is no edit.
  package var edited: @Sendable (_ ids: [Int64], WriteTransaction) throws -> Void = { _, _ in }
  /// Called after fields of records changed, inside the transaction; throws to refuse.
  package var changed: @Sendable (RecordChange) throws -> Void = { _ in }
  /// Makes the links of an N:M field; throws to refuse them.
  package var linking: @Sendable (NewLinks) throws -> Void = { try $0.insert() }
  /// Called before records are deleted; throws to refuse.
  package var deleting: @Sendable (_ ids: [Int64], WriteTransaction, Session) throws -> Void =
    { _, _, _ in }
  /// Whether that is called, too, when records go because they are parts of others that do.
  package var staysWithWhole = false
  /// Called after records were deleted or restored.
  package var presenceChanged:
    @Sendable (_ ids: [Int64], WriteTransaction, Session) throws -> Void =
      { _, _, _ in }
  /// Called after records were brought back, inside the transaction; throws to refuse.
  package var restored: @Sendable (RestoredRecords) throws -> Void = { _ in }
  /// How many live records have one of these as a value.
  package var uses: @Sendable (_ ids: [Int64], Noun, Session, ReadTransaction) throws -> Int =
    NounBehavior.references
  /// Gives another record to those that have this one as a value, and returns how many; nil when
  /// that is no thing to be done for all of them at once.
  package var replacing:
    (@Sendable (_ id: Int64, _ other: Int64, Session, WriteTransaction) throws -> Int)?
  /// Called when a configuration that names the record has been applied; throws when the record
  /// lacks a part without which nobody can work.
  package var completeness: @Sendable (_ id: Int64, ReadTransaction) throws -> Void = { _, _ in }

  /// What `show` tells of a record.
  package var document: @Sendable (_ id: Int64, Noun, Session, ReadTransaction) throws -> Document =
    { try RecordDocument($1, session: $2, db: $3).document(of: $0) }

  private static let all: [String: NounBehavior] = [
    Noun.team.name: NounBehavior(creation: { _ in PlainCreation() }),
    Noun.role.name: NounBehavior(
      creation: { try RoleCreation($0) }, changed: RoleCreation.changed,
      presenceChanged: { _, db, _ in try LastAdmin.check(in: db) }),
    Noun.dict.name: NounBehavior(
      creation: { try DictCreation($0) }, changed: DictChange.changed,
      deleting: DictChange.deleting,
      uses: { ids, _, session, db in try DictUse(session: session, db: db).count(ids) },
      replacing: DictUse.replace),
    Noun.customField.name: NounBehavior(
      creation: { try CustomFieldCreation($0) }, deleting: CustomFieldUse.check),
    Noun.form.name: NounBehavior(
      creation: { try FormCreation($0) }, changed: FormRules.changed),
    Noun.view.name: NounBehavior(creation: { try ViewCreation($0) }, changed: SavedView.changed),
    Noun.dashboard.name: NounBehavior(
      creation: { try DashboardCreation($0) }, changed: DashboardCreation.changed),
    Noun.category.name: NounBehavior(creation: { _ in PlainCreation() }),
    Noun.user.name: NounBehavior(
      creation: { try UserCreation($0) },
      changed: {
        try LastAdmin.check(in: $0.db)
        try AssignMembers.userChanged($0)
      },
      presenceChanged: { _, db, session in
        try LastAdmin.check(in: db)
        try AssignMembers.checkAll(session: session, in: db)
      }),
    Noun.customer.name: NounBehavior(
      creation: { try CustomerCreation($0) }, companion: .contact,
      changed: CustomerChange.changed, linking: TagGroups.link,
      deleting: { ids, db, session in
        try CustomerAccess(session: session, in: db).require(
          .delete, on: "SELECT value FROM \(ids: ids)")
      }, restored: { try RestoredHolding(.customers, $0).check() }),
    Noun.attachment.name: NounBehavior(creation: { _ in PlainCreation() }),
    Noun.share.name: NounBehavior(creation: { _ in PlainCreation() }),
    Noun.contact.name: NounBehavior(
      creation: { try ContactCreation($0) },
      changed: {
        try ContactPrimary.changed($0)
        try ContactCollisions.changed($0)
      },
      linking: TagGroups.link,
      presenceChanged: { try ContactPrimary.presenceChanged($0, in: $1, $2) },
      restored: ContactCollisions.restored),
    Noun.lead.name: NounBehavior(
      creation: { try LeadCreation($0) }, edited: LeadGuard.refuseConverted,
      changed: LeadMatches.leadChanged, linking: TagGroups.link,
      deleting: { ids, db, _ in try LeadGuard.refuseConverted(ids, in: db) },
      restored: { try RestoredHolding(.leads, $0).check() }),
    Noun.activity.name: NounBehavior(
      creation: { try ActivityCreation($0) }, fileColumns: ActivityCreation.self,
      changed: ActivityTime.changed, linking: BehaviorEvents.record),
    Noun.task.name: NounBehavior(
      creation: { try TaskCreation($0) }, changed: TaskCreation.changed),
    Noun.product.name: NounBehavior(
      creation: { try ProductCreation($0) }, changed: ProductCreation.changed,
      document: { try ProductDocument(session: $2, db: $3).document(of: $0) }),
    Noun.quote.name: NounBehavior(
      creation: { try QuoteCreation($0) }, fileColumns: QuoteCreation.self,
      changed: QuoteChange.changed, deleting: QuoteChange.deleting,
      document: { try QuoteDocument(session: $2, db: $3).document(of: $0) }),
    Noun.ticket.name: NounBehavior(
      creation: { try TicketCreation($0) }, changed: TicketCreation.changed,
      document: { try TicketDocument(session: $2, db: $3).document(of: $0) }),
    Noun.target.name: NounBehavior(
      creation: { try TargetCreation($0) }, fileColumns: TargetCreation.self,
      changed: TargetCreation.changed,
      presenceChanged: { ids, db, session in
        try TargetAuthority(session.actor(), in: db).require(targets: ids)
      }),
    Noun.pipeline.name: NounBehavior(
      creation: { try PipelineCreation($0) }, completeness: PipelineStages.requireWhole,
      document: { try PipelineDocument(session: $2, db: $3).document(of: $0) }),
    Noun.stage.name: NounBehavior(
      creation: { try StageCreation($0) }, changed: StageChange.changed,
      deleting: { ids, db, _ in try StageDeletion.check(ids, in: db) },
      replacing: StageReplacement.replace),
    Noun.opportunity.name: NounBehavior(
      creation: { try OpportunityCreation($0) }, fileColumns: OpportunityCreation.self,
      changed: OpportunityChange.check, linking: TagGroups.link,
      deleting: { try OpportunityChange.deleting($0, in: $1, session: $2) },
      document: { try OpportunityDocument(session: $2, db: $3).document(of: $0) }),
    Noun.contactRole.name: NounBehavior(creation: { _ in PlainCreation() }),
    Noun.checklistItem.name: NounBehavior(creation: { try ChecklistCreation($0) }),
    Noun.contract.name: NounBehavior(
      creation: { try ContractCreation($0) }, fileColumns: ContractCreation.self,
      changed: ContractChange.changed, linking: TagGroups.link,
      deleting: { try ContractChange.deleting($0, in: $1, session: $2) },
      staysWithWhole: true,
      document: { try ContractDocument(session: $2, db: $3).document(of: $0) }),
    Noun.receivable.name: NounBehavior(
      creation: { try ReceivableCreation($0) }, changed: ReceivableCreation.changed,
      presenceChanged: { try ReceivableCreation.presenceChanged($0, in: $1, session: $2) }),
    Noun.payment.name: NounBehavior(
      creation: { try PaymentCreation($0) }, changed: PaymentCreation.changed,
      presenceChanged: { try PaymentCreation.presenceChanged($0, in: $1, session: $2) }),
    Noun.expense.name: NounBehavior(
      creation: { try ExpenseCreation($0) }, changed: ExpenseCreation.changed),
    Noun.pool.name: NounBehavior(
      creation: { try PoolCreation($0) }, changed: PoolCreation.changed,
      deleting: { try PoolDeletion.check($0, in: $1, session: $2) }),
    Noun.poolLimit.name: NounBehavior(
      creation: { try PoolLimitCreation($0) }, changed: PoolLimitCreation.changed),
    Noun.classification.name: NounBehavior(
      creation: { try ClassificationCreation($0) }, changed: ClassificationChange.changed,
      presenceChanged: ClassificationChange.presenceChanged),
    Noun.behavior.name: NounBehavior(
      creation: { try BehaviorCreation($0) }, changed: LinkedName.changed),
    Noun.rule.name: NounBehavior(
      creation: { try RuleCreation($0) }, changed: RuleChange.changed,
      presenceChanged: RuleChange.presenceChanged),
    Noun.tag.name: NounBehavior(
      creation: { try TagCreation($0) }, changed: TagCreation.changed),
    Noun.dedupeRule.name: NounBehavior(
      creation: { try DedupeRuleCreation($0) }, changed: DedupeRuleCreation.changed),
    Noun.recyclePause.name: NounBehavior(
      creation: { try RecyclePauseCreation($0) }, changed: RecyclePauseCreation.changed),
    Noun.assignRule.name: NounBehavior(
      creation: { try AssignRuleCreation($0) }, changed: AssignRuleCreation.changed,
      presenceChanged: AssignRuleCreation.presenceChanged),
    Noun.recycleRule.name: NounBehavior(
      creation: { try RecycleRuleCreation($0) }, changed: RecycleRuleCreation.changed,
      presenceChanged: RecycleRuleCreation.presenceChanged),
  ]

  package static func of(_ noun: Noun) throws -> NounBehavior {
    guard let behavior = all[noun.name] else {
      throw UserError.bug("\(noun.name) has no behavior")
    }
    return behavior
  }
}

extension NounBehavior {
  @Sendable
  private static func references(
    to ids: [Int64], of noun: Noun, session: Session, in db: ReadTransaction
  ) throws -> Int {
    try RecordUse.all(of: noun, ids: ids, catalogue: session.catalogue, in: db)
      .reduce(0) { $0 + $1.count }
  }
}

/// The creation of nouns that need nothing besides their fields.
final class PlainCreation: CreationRules {}

/// A change of fields that just happened.
package struct RecordChange {
  package let noun: Noun
  package let ids: [Int64]
  package let fields: Set<String>
  package let db: WriteTransaction
  package let session: Session
  /// The word of an admin that equal records are two; nil: nobody gave it.
  var exceptions: DuplicateExceptions?
}

/// Records that just came back from deletion.
package struct RestoredRecords {
  package let ids: [Int64]
  package let db: WriteTransaction
  package let session: Session
  /// The word of an admin that equal records are two; nil: nobody gave it.
  let exceptions: DuplicateExceptions?
}
