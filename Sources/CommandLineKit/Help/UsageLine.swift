/// The one-line form of a command: `crm pool claim [OPTIONS] [CUSTOMER...]`.
enum UsageLine {
  static func text(for command: CommandManifest, program: String) -> String {
    ([program] + command.path + placeholders(for: command)).joined(separator: " ")
  }

  /// What stands after the command's words.
  static func placeholders(for command: CommandManifest) -> [String] {
    guard command.isRunnable else {
      return [command.path.isEmpty ? "COMMAND" : "VERB", "[OPTIONS]", "[OPERANDS]"]
    }
    return ["[OPTIONS]"] + command.operands.map(operand)
  }

  private static func operand(_ operand: ArgumentManifest) -> String {
    let name = operand.name + (operand.isRepeatable ? "..." : "")
    return operand.isRequired ? name : "[\(name)]"
  }
}
