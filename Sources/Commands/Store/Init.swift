import CRM
import Catalogue
import CommandLineKit
import Tabular
import Values

/// `crm init`: makes a store.
struct Init: Command {
  var directory: FilePath?
  var template = "basic"
  var currency = "CNY"
  var timeZone = "Asia/Shanghai"
  var language: String?
  var admin: String?

  static let spec = CommandSpec(
    "init", summary: "Make a store",
    discussion: """
      Without DIR the store is ./.crm, which is found from every directory below. The \
      operating-system account that makes the store is its admin.
      """,
    initial: Init(),
    arguments: [
      .operand("DIR", \.directory, "The directory that becomes the store", completion: .directory),
      .option(
        "template", value: "NAME", \.template, "What the store begins with",
        completion: .choices(Template.all.map(\.name))),
      .option("currency", value: "CODE", \.currency, "The currency of all amounts, ISO 4217"),
      .option("timezone", value: "ZONE", \.timeZone, "The time zone in which days are counted"),
      .option(
        "lang", value: "en|zh", \.language, "The language of the template's names",
        completion: .choices(["en", "zh"])),
      .option("admin", value: "LOGIN", \.admin, "The login of the first admin"),
    ],
    examples: [
      Example("crm init", "Make a store in ./.crm"),
      Example("crm init sales --currency USD --timezone America/New_York", "Elsewhere, in dollars"),
    ])

  func run(in context: CommandContext) throws -> Outcome {
    guard let template = Template.all.first(where: { $0.name == template }) else {
      throw UserError(
        .usage, "no template '\(template)'",
        hints: ["templates: \(Template.all.map(\.name).joined(separator: ", "))"])
    }
    var invocation = context.session.invocation
    invocation.storeDirectory = try place(in: context)
    let initialization = StoreInitialization(
      template: template, language: try templateLanguage(context), currency: try .named(currency),
      zone: try Zone(identifier: timeZone), admin: admin ?? invocation.systemAccount)
    if invocation.isDryRun {
      context.session.note("dry run: would make a store in \(invocation.storeDirectory)")
      return .nothing
    }
    try initialization.run(invocation)
    context.session.note(
      "made the store \(invocation.storeDirectory) (\(template.name), \(currency), \(timeZone)); "
        + "you are its admin '\(initialization.admin)'")
    return .nothing
  }

  /// DIR, else what `--store` or `CRM_STORE` names, else `./.crm`.
  private func place(in context: CommandContext) throws -> String {
    if let directory {
      return StoreLocation.absolute(try StoreLocation.text(directory), in: context.environment)
    }
    if context.globals.store != nil || context.environment.variable("CRM_STORE") != nil {
      return context.session.invocation.storeDirectory
    }
    return context.environment.workingDirectory + "/.crm"
  }

  private func templateLanguage(_ context: CommandContext) throws -> Language {
    guard let language else { return context.language }
    guard let known = Language(rawValue: language) else {
      throw UserError(.usage, "--lang takes en or zh, not '\(language)'")
    }
    return known
  }
}
