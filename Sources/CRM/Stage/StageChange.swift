import Catalogue
import Store
import Values

/// What edits may not make of a stage, and what they leave alone.
enum StageChange {
  @Sendable
  static func changed(_ change: RecordChange) throws {
    if change.fields.contains("required_fields") { try settleFields(change) }
    guard !change.fields.isDisjoint(with: ["probability", "forecast_category"]) else { return }
    for (id, name, kind, probability, forecast) in try change.db.rows(
      """
      SELECT id, name, kind, probability, forecast_category FROM stage
      WHERE id IN \(ids: change.ids) ORDER BY id
      """, as: Int64.self, String.self, StageKind.self, Int64.self, String?.self)
    {
      try check(probability: probability, for: kind)
      if let forecast { try check(forecast: forecast, for: kind) }
      guard change.fields.contains("probability") else { continue }
      try tellWhoKeepsTheirs(in: (id, name, probability), change)
    }
  }

  /// A won opportunity is certain, and one that is lost or invalid has no chance.
  static func check(probability: Int64, for kind: StageKind) throws {
    guard !kind.isOpen else { return }
    let certain: Int64 = kind == .won ? 100 : 0
    if probability != certain {
      throw UserError(
        .usage, "a stage of kind \(kind.rawValue) has the probability \(certain)", code: "E_STAGE")
    }
  }

  static func check(forecast: String, for kind: StageKind) throws {
    if let fixed = ForecastCategory.fixed(for: kind) {
      guard forecast != fixed.rawValue else { return }
      throw UserError(
        .usage, "a stage of kind \(kind.rawValue) has the forecast category \(fixed.rawValue)",
        code: "E_STAGE")
    }
    guard forecast == ForecastCategory.closed.rawValue else { return }
    throw UserError(
      .usage, "an open stage cannot have the forecast category closed", code: "E_STAGE",
      hints: ["one of: \(ForecastCategory.ofOpen.map(\.rawValue).joined(separator: ", "))"])
  }

  private static func settleFields(_ change: RecordChange) throws {
    for (id, text) in try change.db.rows(
      "SELECT id, required_fields FROM stage WHERE id IN \(ids: change.ids)",
      as: Int64.self, String?.self)
    {
      guard let text else { continue }
      let names = try StageFields.canonical(text, in: change.session)
      guard names != text else { continue }
      try change.db.update(
        "stage", where: "id = \(id)", set: [("required_fields", "\(names)")], touching: false)
    }
  }

  /// The chance of an opportunity is that of the day on which it came into the stage.
  private static func tellWhoKeepsTheirs(
    in stage: (id: Int64, name: String, probability: Int64), _ change: RecordChange
  ) throws {
    let count: Int =
      try change.db.value(
        """
        SELECT count(*) FROM opportunity
        WHERE stage = \(stage.id) AND deleted_at IS NULL AND probability <> \(stage.probability)
        """) ?? 0
    guard count > 0 else { return }
    change.session.note(
      "\(count) \(count == 1 ? "opportunity" : "opportunities") in '\(stage.name)' "
        + "\(count == 1 ? "keeps its" : "keep their") probability")
  }
}
