import Values

/// A stage that an opportunity of past years entered at a known instant.
struct OpportunityVisit {
  var stage: PipelineStages.Stage
  /// An instant, as text.
  var at: String
}

/// Refuses days of stages that cannot be or that contradict each other, so that none is bent or
/// lost.
struct OpportunityVisitCheck {
  /// The stage in which the opportunity is.
  let stage: PipelineStages.Stage
  let now: Instant
  let zone: Zone

  /// Refuses stages that were entered at an instant which has not come yet.
  func refuseFuture(_ visits: [OpportunityVisit], code: String) throws {
    guard let visit = visits.first(where: { $0.at > now.description }) else { return }
    throw UserError(.usage, "\(told(visit)), which lies in the future", code: code)
  }

  /// Refuses days of a file that knows one at most for each stage; they are in their order.
  func refuseContradictions(_ visits: [OpportunityVisit]) throws {
    let hints = ["stage_events tells a way that comes back to a stage"]
    if let closed = visits.first(where: { !$0.stage.kind.isOpen && $0.stage != stage }) {
      throw UserError(
        .usage,
        "\(told(closed)), where an opportunity ends, but the stage is '\(stage.name)'",
        code: "E_ENTERED", hints: hints)
    }
    guard let own = visits.last(where: { $0.stage == stage }), let last = visits.last,
      last.at > own.at
    else { return }
    throw UserError(
      .usage, "\(told(last)), after \(told(own)), but the stage is '\(stage.name)'",
      code: "E_ENTERED", hints: hints)
  }

  /// Refuses a closed stage that was entered on another day than that of closing.
  func refuseOtherClosing(_ visit: OpportunityVisit, closedAt: String) throws {
    guard visit.stage == stage, let entered = Instant(visit.at), let closed = Instant(closedAt),
      zone.day(of: entered) != zone.day(of: closed)
    else { return }
    throw UserError(
      .usage, "closed at \(zone.localText(closed)), but \(told(visit))", code: "E_CLOSED_AT")
  }

  private func told(_ visit: OpportunityVisit) -> String {
    let at = Instant(visit.at).map { zone.localText($0) } ?? visit.at
    return "'\(visit.stage.name)' was entered at \(at)"
  }
}
