import Catalogue
import Store
import Values

/// New opportunities: in the first pipeline's first open stage unless told otherwise, with a stage
/// event for their creation and a line for every product.
///
/// A closed stage is for histories only: `opportunity win` and `lose` check what an import of past
/// years cannot know any more.
final class OpportunityCreation: CreationRules {
  /// The product lines of the current draft; emptied when it is prepared.
  var lines: [Line] = []
  /// Days on which stages were entered, by stage id, for imports with `entered.STAGE`; emptied when
  /// the draft is prepared.
  var entered: [Int64: Instant] = [:]
  /// The whole way through the stages, for imports with `stage_events`; emptied when the draft is
  /// prepared.
  var passage: [OpportunityHistory.Arrival] = []
  let context: CreationContext

  private let columns: Columns
  private let lookup: OpportunityLookup
  private let history: OpportunityHistory
  private let inactiveUsers: InactiveUsers
  private let exclusiveTags: ExclusiveTags
  private let now: String
  private var tally = Tally()

  init(_ context: CreationContext) throws {
    self.context = context
    columns = try Columns()
    lookup = OpportunityLookup(context)
    history = OpportunityHistory(context.db)
    inactiveUsers = try InactiveUsers(context)
    exclusiveTags = try ExclusiveTags(in: context.db)
    now = context.now.description
  }

  // MARK: Preparing

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    defer { beginRow() }
    try history.begin(id)
    guard draft.hasValue(columns.customer) else { return }  // the creator names what is missing
    if !context.source.isImport { draft.fill(columns.owner, with: .integer(context.actor.id)) }
    try inactiveUsers.check(draft.integer(columns.owner))
    try exclusiveTags.check(draft)
    let pipeline = try stages(for: draft)
    let stage = try settleStage(of: draft, in: pipeline)
    try settleMoney(of: draft)
    try settleName(of: draft)
    let visits = try visits(in: pipeline)
    if let last = passage.last, last.stage != stage.id {
      throw UserError(
        .usage, "the last of stage_events is not the stage '\(stage.name)'",
        code: "E_STAGE_EVENTS")
    }
    try check(visits, leadingTo: stage)
    try settleClosing(of: draft, in: stage, lastVisit: visits.last)
    settleCreation(of: draft, firstVisit: visits.first)
    record(draft, in: stage, visits: visits)
  }

  /// The stage that a text names in the pipeline of the draft, or in the default one; for values
  /// that stand beside the draft, such as `entered.STAGE`.
  func resolveStage(_ text: String, in draft: RecordDraft) throws -> Int64 {
    try lookup.stage(text, in: try stages(for: draft))
  }

  private func stages(for draft: RecordDraft) throws -> PipelineStages {
    if !draft.hasValue(columns.pipeline) {
      draft.set(columns.pipeline, integer: try lookup.defaultPipeline())
    }
    guard let pipeline = draft.integer(columns.pipeline) else {
      throw UserError.bug("the pipeline of an opportunity is not an id")
    }
    return try lookup.stages(of: pipeline)
  }

  /// Reads the name of the stage, which only the pipeline gives a meaning, and its probability.
  private func settleStage(
    of draft: RecordDraft, in pipeline: PipelineStages
  ) throws -> PipelineStages.Stage {
    let stage: PipelineStages.Stage
    if let name = draft.string(columns.stage) {
      stage = try lookup.member(try lookup.stage(name, in: pipeline), of: pipeline)
    } else if let id = draft.integer(columns.stage) {
      stage = try lookup.member(id, of: pipeline)
    } else {
      stage = try pipeline.first()
    }
    draft.set(columns.stage, integer: stage.id)
    if !stage.kind.isOpen || !draft.hasValue(columns.probability) {
      draft.set(columns.probability, integer: stage.probability)
    }
    return stage
  }

  /// Prices the lines and, for commands, sums them up; an import's blank amount stays unknown.
  private func settleMoney(of draft: RecordDraft) throws {
    if let amount = draft.integer(columns.amount), amount < 0 {
      throw UserError(.usage, "the amount of an opportunity is not negative", code: "E_AMOUNT")
    }
    guard !lines.isEmpty else { return }
    let isWhole = context.source.isImport && lines.count == 1 && lines[0].quantity == 1000
    for index in lines.indices {
      if isWhole, lines[index].takesListPrice, lines[index].price == nil {
        lines[index].price = draft.integer(columns.amount)
      }
      try lookup.products.price(&lines[index], acceptsInactive: context.source.isHistoric)
      try lines[index].check()
    }
    guard !context.source.isImport, !draft.isSet(columns.amount) else { return }
    // A line whose price nobody knows leaves the whole amount unknown.
    if let total = try lines.total() { draft.set(columns.amount, integer: total) }
  }

  /// `CUSTOMER · PRODUCT`, else the external id, else the customer.
  private func settleName(of draft: RecordDraft) throws {
    guard !draft.hasValue(columns.name), let customer = draft.integer(columns.customer) else {
      return
    }
    if let product = lines.first?.product {
      let name = "\(try lookup.customer(customer)) · \(try lookup.products.product(product).name)"
      draft.set(columns.name, text: name)
    } else if let externalID = draft.string(columns.externalID) {
      draft.set(columns.name, text: externalID)
    } else {
      draft.set(columns.name, text: try lookup.customer(customer))
    }
  }

  // MARK: History

  /// The stages with the day on which they were entered, in the order of those days.
  private func visits(in pipeline: PipelineStages) throws -> [OpportunityVisit] {
    if !passage.isEmpty {
      return try passage.map {
        OpportunityVisit(stage: try lookup.member($0.stage, of: pipeline), at: $0.at)
      }
    }
    guard !entered.isEmpty else { return [] }
    guard context.source.isHistoric else {
      throw UserError(
        .usage, "the day on which a stage was entered is history", code: "E_HISTORIC",
        hints: ["--historic takes the dates of a file over"])
    }
    return try entered.map {
      OpportunityVisit(
        stage: try lookup.member($0.key, of: pipeline), at: $0.value.description)
    }.sorted { ($0.at, $0.stage.index) < ($1.at, $1.stage.index) }
  }

  private func check(
    _ visits: [OpportunityVisit], leadingTo stage: PipelineStages.Stage
  ) throws {
    let check = visitCheck(of: stage)
    guard passage.isEmpty else {
      return try check.refuseFuture(visits, code: "E_STAGE_EVENTS")
    }
    try check.refuseFuture(visits, code: "E_ENTERED")
    try check.refuseContradictions(visits)
  }

  private func visitCheck(of stage: PipelineStages.Stage) -> OpportunityVisitCheck {
    OpportunityVisitCheck(stage: stage, now: context.now, zone: context.settings.zone)
  }

  /// Closed stages have the instant of closing, open ones have not.
  private func settleClosing(
    of draft: RecordDraft, in stage: PipelineStages.Stage, lastVisit: OpportunityVisit?
  ) throws {
    guard !stage.kind.isOpen else {
      guard !draft.hasValue(columns.closedAt) else {
        throw UserError(
          .usage, "closed_at is given, but the stage '\(stage.name)' is open", code: "E_CLOSED_AT")
      }
      return
    }
    guard context.source.isHistoric else { throw closed(stage) }
    if !draft.hasValue(columns.closedAt) {
      if let lastVisit {
        draft.set(columns.closedAt, text: lastVisit.at)
        if lastVisit.stage != stage { tally.withoutClosing += 1 }
      } else {
        draft.set(columns.closedAt, scalar: draft.scalar(columns.createdAt))
        tally.withoutClosing += 1
      }
    }
    if let lastVisit, var at = draft.string(columns.closedAt) {
      if passage.isEmpty {
        try visitCheck(of: stage).refuseOtherClosing(lastVisit, closedAt: at)
        if lastVisit.stage == stage, at < lastVisit.at {
          // Both are on one day, and the visit knows the hour.
          at = lastVisit.at
          draft.set(columns.closedAt, text: at)
        }
      }
      guard at >= lastVisit.at else {
        throw UserError(
          .usage,
          "closed at \(at), before '\(lastVisit.stage.name)' was entered at \(lastVisit.at)",
          code: "E_CLOSED_AT")
      }
    }
    if stage.kind == .lost, !draft.hasValue(columns.lostReason) { tally.withoutReason += 1 }
  }

  private func closed(_ stage: PipelineStages.Stage) -> UserError {
    let verb = stage.kind == .won ? "win" : "lose"
    return UserError(
      .usage, "a new opportunity cannot begin in the closed stage '\(stage.name)'",
      code: "E_CLOSED_STAGE",
      hints: [
        context.source.isImport
          ? "--historic imports opportunities that are already closed"
          : "add it in an open stage, then: crm opportunity \(verb)"
      ])
  }

  /// An import of past years counts as created on the earliest day that it knows.
  private func settleCreation(of draft: RecordDraft, firstVisit: OpportunityVisit?) {
    guard context.source.isHistoric, let created = draft.string(columns.createdAt) else { return }
    var earliest = created
    if let firstVisit { earliest = min(earliest, firstVisit.at) }
    if let closed = draft.string(columns.closedAt) { earliest = min(earliest, closed) }
    if earliest < created {
      draft.set(columns.createdAt, text: earliest)
      if created != now { tally.createdEarlier += 1 }
    } else if created == now, firstVisit == nil {
      tally.withoutDate += 1
    }
  }

  /// Keeps the lines and the way through the stages until the record is inserted.
  private func record(
    _ draft: RecordDraft, in stage: PipelineStages.Stage, visits: [OpportunityVisit]
  ) {
    for line in lines { history.add(line) }
    guard passage.isEmpty else {
      for arrival in passage { history.add(arrival) }
      return
    }
    let by = draft.integer(columns.createdBy)
    let amount = draft.integer(columns.amount)
    for visit in visits where visit.stage != stage {
      history.add(
        .init(
          stage: visit.stage.id, at: visit.at, by: by, amount: amount,
          probability: visit.stage.probability))
    }
    let arrival =
      draft.string(columns.closedAt) ?? visits.last?.at
      ?? draft.string(columns.createdAt) ?? now
    history.add(
      .init(
        stage: stage.id, at: arrival, by: by, amount: amount,
        probability: draft.integer(columns.probability) ?? stage.probability))
  }

  // MARK: Finishing

  func finish(_ ids: Range<Int64>) throws {
    try history.finish(ids)
    tally.report(to: context.session.note)
  }
}

extension OpportunityCreation {
  /// What a historic import could not know, counted for one note each.
  private struct Tally {
    var withoutClosing = 0
    var withoutReason = 0
    var withoutDate = 0
    var createdEarlier = 0

    func report(to note: (String) -> Void) {
      if withoutClosing > 0 {
        note("\(subject(withoutClosing)) closed on an unknown day: the last known day is taken")
      }
      if withoutReason > 0 { note("\(subject(withoutReason)) lost without a reason") }
      if withoutDate > 0 { note("\(subject(withoutDate)) without any date: created now") }
      if createdEarlier > 0 {
        note("\(subject(createdEarlier)) with a day before created_at: created on that day")
      }
    }

    private func subject(_ count: Int) -> String {
      count == 1 ? "1 opportunity" : "\(count) opportunities"
    }
  }

  /// The numbers of the columns that the rules read and write.
  private struct Columns {
    let name, customer, pipeline, stage, amount, probability, owner, closedAt, lostReason: Int
    let externalID, createdAt, createdBy: Int

    init() throws {
      let draft = RecordDraft(.opportunity)
      name = try draft.number(of: "name")
      customer = try draft.number(of: "customer")
      pipeline = try draft.number(of: "pipeline")
      stage = try draft.number(of: "stage")
      amount = try draft.number(of: "amount")
      probability = try draft.number(of: "probability")
      owner = try draft.number(of: "owner")
      closedAt = try draft.number(of: "closed_at")
      lostReason = try draft.number(of: "lost_reason")
      externalID = try draft.number(of: "external_id")
      createdAt = try draft.number(of: "created_at")
      createdBy = try draft.number(of: "created_by")
    }
  }
}
