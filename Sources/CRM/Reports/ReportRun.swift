import Catalogue
import Store
import Values

/// A report that is being asked: the parameters, and what the store says about them.
package struct ReportRun {
  package let parameters: ReportParameters
  package let session: Session
  let settings: StoreSettings
  let actor: Actor
  /// The day that counts as today.
  let today: Day
  /// What it is about, where the report is divided (`ReportSource.division`).
  let part: ReportPart

  package init(_ parameters: ReportParameters, session: Session) throws {
    try self.init(parameters, of: .all, session: session)
  }

  init(_ parameters: ReportParameters, of part: ReportPart, session: Session) throws {
    self.parameters = parameters
    self.session = session
    self.part = part
    settings = try session.settings()
    actor = try session.actor()
    today = try parameters.asOf ?? session.today()
  }

  var zone: Zone { settings.zone }

  /// The condition that the actor sees the record under the alias.
  func sees(_ noun: Noun, _ alias: String) -> SQL {
    RecordScope.visible(noun, alias: alias, to: actor)
  }

  /// The table of the noun: as it is, or as it was at the end of the day of `--as-of`.
  func table(_ noun: Noun) throws -> SQL {
    guard let day = parameters.asOf else { return "\(identifier: noun.table)" }
    let instant = zone.endOfDay(day)
    return try session.read { try PastRecords.table(of: noun, at: instant, in: $0) }
  }

  /// The condition that an instant is not after the day of `--as-of`.
  func isPast(_ instant: SQL) -> SQL {
    parameters.asOf.map { "\(instant) <= \(zone.endOfDay($0))" } ?? "1"
  }

  /// The condition that an instant lies in the period.
  func inPeriod(_ instant: SQL) -> SQL { parameters.contains(instant, zone: zone) }

  /// The condition that a day lies in the period.
  func inPeriod(day: SQL) -> SQL {
    guard let period = parameters.period else { return "1" }
    return "\(day) BETWEEN \(period.lowerBound) AND \(period.upperBound)"
  }

  /// The condition that the user in the column is one of those asked for.
  func isAsked(_ user: SQL) -> SQL { parameters.isAsked(user) }

  /// The stages of these kinds in the pipeline asked for.
  func stages(_ kinds: SQL) -> SQL {
    """
    (SELECT id FROM stage WHERE kind IN (\(kinds))
      AND (\(parameters.pipeline) IS NULL OR pipeline = \(parameters.pipeline)))
    """
  }

  /// Opportunities with their stages, as `stage JOIN opportunity r`, of stages of these kinds.
  ///
  /// The small table comes first, so that only opportunities of those stages are read.
  func opportunities(_ kinds: SQL) -> SQL {
    """
    (SELECT id, kind, name, probability FROM stage WHERE kind IN (\(kinds))
      AND (\(parameters.pipeline) IS NULL OR pipeline = \(parameters.pipeline))) stage
    CROSS JOIN opportunity r ON r.stage = stage.id
    """
  }
}
