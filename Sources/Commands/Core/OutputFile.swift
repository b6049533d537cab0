import CommandLineKit
import Store
import Tabular

/// Files that commands write because their users asked for them.
enum OutputFile {
  /// A file that appears when it is complete; none of the store's own.
  static func sink(
    _ path: String, overwrites: Bool = true, in context: CommandContext
  ) throws -> AtomicFileSink {
    let target = StoreLocation.absolute(path, in: context.environment)
    try Store.refuseOwnFile(
      target, called: path, in: context.session.invocation.storeDirectory)
    return try overwrites ? AtomicFileSink(path: target) : AtomicFileSink(creating: target)
  }

  static func sink(_ path: FilePath, in context: CommandContext) throws -> AtomicFileSink {
    try sink(StoreLocation.text(path), in: context)
  }
}
