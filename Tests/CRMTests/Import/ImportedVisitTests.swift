import CRM
import Catalogue
import Testing
import Values

/// The days on which opportunities of past years entered their stages: none is bent, none is lost.
@Suite struct ImportedVisitTests {
  private let fixture: ImportFixture

  init() throws {
    fixture = try ImportFixture(TestStore(now: "2026-03-16T02:00:00Z"))
    try fixture.run("name\nA\n")
  }

  private func refusal(_ header: String, _ cells: String) throws -> UserError? {
    let errors = #expect(throws: UserErrors.self) {
      try fixture.run("customer,\(header)\nA,\(cells)\n", into: .opportunity) {
        $0.isHistoric = true
      }
    }
    #expect(try fixture.count("opportunity") == "0")
    return errors?.findings.first
  }

  @Test func noStageWasEnteredInTheFuture() throws {
    let day = try refusal("stage,entered.Interest", "Interest,2026-04-20")
    #expect(day?.code == "E_ENTERED" && day?.location?.line == 2)
    #expect(
      day?.message == "'Interest' was entered at 2026-04-20 00:00, which lies in the future")
    let event = try refusal(
      "stage,stage_events",
      #"Interest,"[{""to"":""Interest"",""at"":""2026-04-20T00:00:00Z""}]""#)
    #expect(event?.code == "E_STAGE_EVENTS" && event?.location?.line == 2)
    #expect(fixture.store.notes.filter { $0.contains("without any date") } == [])
  }

  @Test(arguments: [
    (
      "stage,entered.Interest,entered.Quote", "Quote,2026-02-05,2026-01-01",
      "'Interest' was entered at 2026-02-05 00:00, after 'Quote' was entered at "
        + "2026-01-01 00:00, but the stage is 'Quote'"
    ),
    (
      "stage,entered.Interest,entered.Quote", "Interest,2026-01-05,2026-02-01",
      "'Quote' was entered at 2026-02-01 00:00, after 'Interest' was entered at "
        + "2026-01-05 00:00, but the stage is 'Interest'"
    ),
    (
      "stage,entered.Quote,entered.Won", "Quote,2026-01-05,2026-01-04",
      "'Won' was entered at 2026-01-04 00:00, where an opportunity ends, but the stage is 'Quote'"
    ),
    (
      "stage,entered.Won", "Lost,2026-01-04",
      "'Won' was entered at 2026-01-04 00:00, where an opportunity ends, but the stage is 'Lost'"
    ),
    (
      "stage,entered.Won,closed_at", "Won,2026-01-04,2026-01-08",
      "closed at 2026-01-08 00:00, but 'Won' was entered at 2026-01-04 00:00"
    ),
  ])
  func contradictionsAreRefused(header: String, cells: String, message: String) throws {
    let error = try refusal(header, cells)
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    #expect(error?.location?.line == 2)
  }

  /// The day of closing and the hour of the stage do not contradict each other.
  @Test func theHourOfAClosedStageIsThatOfClosing() throws {
    try fixture.report(
      "customer,name,stage,entered.Won,closed_at\nA,won,Won,2026-01-08 15:00,2026-01-08\n",
      into: .opportunity
    ) { $0.isHistoric = true }
    #expect(
      try fixture.rows("SELECT o.name, o.closed_at FROM opportunity o")
        == ["won|2026-01-08T07:00:00Z"])
  }

  @Test func daysInOrderAreTakenOver() throws {
    try fixture.report(
      "customer,name,stage,created_at,entered.Interest,entered.Quote,entered.Won,closed_at\n"
        + "A,open,Quote,,2026-01-01,2026-01-05,,\nA,one day,Quote,,2026-01-05,2026-01-05,,\n"
        + "A,won,Won,2026-01-09,2026-01-02,,2026-01-08,2026-01-08T09:00\n", into: .opportunity
    ) { $0.isHistoric = true }
    #expect(
      try fixture.rows(
        """
        SELECT o.name, s.name, e.at FROM stage_event e JOIN opportunity o ON o.id = e.opportunity
        JOIN stage s ON s.id = e.to_stage ORDER BY e.id
        """) == [
          "open|Interest|2025-12-31T16:00:00Z", "open|Quote|2026-01-04T16:00:00Z",
          "one day|Interest|2026-01-04T16:00:00Z", "one day|Quote|2026-01-04T16:00:00Z",
          "won|Interest|2026-01-01T16:00:00Z", "won|Won|2026-01-08T01:00:00Z",
        ])
    #expect(
      fixture.store.notes.contains(
        "1 opportunity with a day before created_at: created on that day"))
    #expect(!fixture.store.notes.contains { $0.contains("without any date") })
    try fixture.store.expectSound()
  }
}
