import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm pipeline add`: a pipeline with all its stages, as one operation.
struct PipelineAdd: Sendable {
  var name: String?
  var stages: [String] = []
  var won: String?
  var lost: String?
  var invalid: String?
  var values = FieldValues()

  static func spec(_ noun: Noun) -> CommandSpec<PipelineAdd> {
    CommandSpec(
      "pipeline", "add", summary: "Add a pipeline with its stages",
      discussion: "Open stages stand in the order in which they are given. A pipeline always has a "
        + "stage for won and one for lost opportunities. " + FieldHelp.customFields(noun),
      initial: PipelineAdd(),
      arguments: [
        .operand("NAME", \.name, "The name, unique among pipelines", isRequired: true),
        .option(
          "stage", value: "NAME:PERCENT", \.stages, "An open stage and its chance of winning"),
        .option("won", value: "NAME", \.won, "The name of the stage of won opportunities"),
        .option("lost", value: "NAME", \.lost, "The name of the stage of lost opportunities"),
        .option("invalid", value: "NAME", \.invalid, "Adds a stage for invalid opportunities"),
      ] + FieldValues.arguments(of: noun, \.values) { $0.isSetAtCreation && $0.name != "name" },
      hasDynamicOptions: !noun.describesStore,
      examples: [
        Example(
          "crm pipeline add B2B --stage Prospecting:10 --stage Engaging:50 --won Won --lost Lost",
          "Two open stages and two endings")
      ], seeAlso: ["pipeline show", "stage add"])
  }

  func run(in context: CommandContext) throws -> Outcome {
    guard let name, !name.isEmpty else { throw UserError(.usage, "a pipeline needs a name") }
    var draft = PipelineDraft(
      name: name, stages: try stages.map(PipelineDraft.stage), won: won?.nonEmpty,
      lost: lost?.nonEmpty, invalid: invalid?.nonEmpty)
    draft.fields = values.resolved(in: try context.session.noun(.pipeline))
    return .change(try draft.add(session: context.session))
  }
}
