/// What a command line asks for.
package enum Invocation<Globals: Sendable, Payload: Sendable>: Sendable {
  case run(Globals, Payload)
  case help(HelpPage)
  case version
}
