import Catalogue
import Store
import Testing
import Values

@testable import CRM

@Suite struct DashboardTests {
  @Test func linesAreReadAsAShellWould() throws {
    #expect(
      try DashboardLines.words(of: "won --where 'name ~ \"a b\"' --by=owner,month x\\ y \"\" ''")
        == ["won", "--where", "name ~ \"a b\"", "--by=owner,month", "x y", "", ""])
    #expect(throws: UserError.self) { try DashboardLines.words(of: "won 'open") }
    #expect(throws: UserError.self) { try DashboardLines.words(of: "won \\") }
  }

  @Test func aDashboardHoldsReportsThatThereAre() throws {
    let fixture = try SalesFixture()
    try fixture.add(
      .dashboard, ["name": "Weekly", "reports": "funnel\n\n  win-loss --by owner \n"])
    let saved = try SavedDashboard("Weekly", session: fixture.store.session())
    #expect(saved.lines == ["funnel", "win-loss --by owner"])
    for wrong in ["forcast", "funnel\ncustomer list", "\n \n"] {
      #expect(throws: UserError.self) {
        try fixture.add(.dashboard, ["name": "Wrong", "reports": wrong])
      }
    }
    try fixture.store.expectSound()
  }

  @Test func withoutOneThereIsAnOverview() throws {
    let fixture = try SalesFixture()
    let session = fixture.store.session()
    #expect(try SavedDashboard(nil, session: session).lines.first == "funnel")
    #expect(throws: UserError.self) { try SavedDashboard("nothing", session: session) }
    try fixture.add(.dashboard, ["name": "Mine", "reports": "won"])
    #expect(try SavedDashboard(nil, session: fixture.store.session()).name == "Mine")
  }
}
