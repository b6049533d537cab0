import Catalogue
import CommandLineKit

/// All commands, in the order in which help lists them.
package enum CommandRegistry {
  /// The commands that every store has.
  package static let tree = tree(of: .builtIn)

  /// The commands with options for the custom fields of a store's catalogue.
  package static func tree(of catalogue: Catalogue) -> CommandTree<GlobalOptions, Payload> {
    CommandTree(
      program: "crm", summary: "Customer relationship management for the command line",
      globals: GlobalOptions.group,
      entries: start + catalogue.nouns.filter { !$0.command.contains(" ") }.map(noun) + verbs,
      contextOptions: ["store", "directory", "as"], topics: { HelpTopics.all })
  }

  private static let start: [CommandEntry<Payload>] = [
    CommandEntry(Init.self, group: "Start")
  ]

  private static let verbs: [CommandEntry<Payload>] =
    [
      CommandEntry(Search.self, group: "Records"), CommandEntry(Follow.self, group: "Records"),
      CommandEntry(InboxCommand.self, group: "Records"),
    ]
    + [
      CommandEntry(
        noun: "assign", summary: "Who gets customers by rules", group: "Records",
        verbs: { AssignCommands.entries + verbs(of: .assignRule) })
    ] + ScoreCommands.entries
    + ImportCommands.entries + ExportCommands.entries + ReportCommands.entries
    + [CommandEntry(Explain.self, group: "Records")]
    + ConfigCommands.entries + HookCommands.entries + HistoryCommands.entries
    + BackupCommands.entries + [
      CommandEntry(Fsck.self, group: "Store")
    ]
    + CompletionCommands.entries + [CommandEntry(Generate.self, isHidden: true)]

  /// A noun; its verbs are declared when it is asked for.
  private static func noun(_ noun: Noun) -> CommandEntry<Payload> {
    if noun.name == Noun.dashboard.name {
      return CommandEntry(DashboardCommand.self, group: "Reports").with { verbs(of: noun) }
    }
    return CommandEntry(
      noun: noun.command, aliases: noun.aliases,
      summary: noun.summary.prefix(1).uppercased() + noun.summary.dropFirst(), group: "Records",
      verbs: { verbs(of: noun) })
  }

  /// The generic verbs of a noun and those of its own.
  private static func verbs(of noun: Noun) -> [CommandEntry<Payload>] {
    let special = specialVerbs(of: noun)
    let replaced = Set(special.map(\.path))
    let generic: [CommandEntry<Payload>] = [
      CommandEntry(RecordAdd.spec(noun)) { try $0.run(noun, in: $1) },
      CommandEntry(RecordList.spec(noun)) { try $0.run(noun, in: $1) },
      CommandEntry(RecordShow.spec(noun)) { try $0.run(noun, in: $1) },
      CommandEntry(RecordEdit.spec(noun)) { try $0.run(noun, in: $1) },
      CommandEntry(RecordDelete.spec(noun)) { try $0.run(noun, in: $1) },
      CommandEntry(RecordRestore.spec(noun)) { try $0.run(noun, in: $1) },
    ].filter { entry in
      !replaced.contains(entry.path)
        && (!noun.isReadOnly || ["list", "show"].contains(entry.path.last))
    }
    let tagging: [CommandEntry<Payload>] =
      noun.field("tag") == nil
      ? [] : [CommandEntry(RecordTag.spec(noun)) { try $0.run(noun, in: $1) }]
    return generic + tagging + special
  }

  /// Verbs with business meaning; one that has the name of a generic verb takes its place.
  private static func specialVerbs(of noun: Noun) -> [CommandEntry<Payload>] {
    switch noun.name {
    case Noun.customer.name:
      CustomerCommands.entries(noun)
    case Noun.lead.name: LeadCommands.entries
    case Noun.dashboard.name: [CommandEntry(DashboardAdd.self)]
    case Noun.customField.name: [CommandEntry(FieldAdd.self)]
    case Noun.form.name: [CommandEntry(FormAdd.self)]
    case Noun.dict.name: [CommandEntry(DictDelete.self)]
    case Noun.dedupeRule.name: DedupeCommands.entries
    case Noun.activity.name:
      [CommandEntry(ActivityAdd.spec(noun)) { try $0.run(in: $1) }]
    case Noun.task.name: TaskCommands.entries
    case Noun.ticket.name: TicketCommands.entries
    case Noun.attachment.name: AttachmentCommands.entries(noun)
    case Noun.target.name: TargetCommands.entries
    case Noun.user.name: [CommandEntry(UserOffboard.self)]
    case Noun.pool.name:
      PoolCommands.entries + verbs(of: .recycleRule) + verbs(of: .recyclePause)
        + verbs(of: .poolLimit)
    case Noun.recycleRule.name: PoolCommands.ruleEntries
    case Noun.recyclePause.name: PoolCommands.pauseEntries
    case Noun.opportunity.name:
      OpportunityCommands.entries(noun) + verbs(of: .contactRole)
    case Noun.contactRole.name: OpportunityCommands.contactEntries
    case Noun.quote.name: QuoteCommands.entries(noun)
    case Noun.product.name: ProductCommands.entries(noun)
    case Noun.contract.name: ContractCommands.entries(noun)
    case Noun.receivable.name: ReceivableCommands.entries(noun)
    case Noun.payment.name: PaymentCommands.entries(noun)
    case Noun.pipeline.name: PipelineCommands.entries(noun)
    case Noun.stage.name: StageCommands.entries + verbs(of: .checklistItem)
    case Noun.rule.name: RuleCommands.entries
    case Noun.classification.name: ClassificationCommands.entries
    case Noun.notification.name: [CommandEntry(NotificationRead.self)]
    default: []
    }
  }
}
