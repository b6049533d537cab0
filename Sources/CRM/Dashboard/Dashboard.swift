import Catalogue

extension Noun {
  /// Reports that are looked at together (仪表盘).
  package static let dashboard = Noun(
    "dashboard", plural: "dashboards", "Dashboard", "仪表盘",
    summary: "reports that are looked at together",
    identifyingFields: ["name"], uniqueFields: [["name"]], isConfiguration: true,
    describesStore: true,
    fields: [
      Field(
        "name", .text, "Name", "仪表盘名称", isRequired: true, isListed: true,
        "The name, unique among dashboards"),
      Field(
        "reports", .longText, "Reports", "报表", isRequired: true, isListed: true,
        "The reports, one a line, as they follow crm report: win-loss --by owner"),
      Field("remark", .longText, "Remark", "备注", "A remark"),
    ])
}
