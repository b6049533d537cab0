import CRM
import Tabular

/// One line on the terminal that tells how far an import is, from its second second on.
final class ImportProgressLine {
  private let output: ByteOutput
  private let elapsed: @Sendable () -> Int
  private let start: Int
  private var lastShown = 0
  private var isVisible = false

  /// Milliseconds before the line appears, and between two of its states.
  private static let patience = 1000
  private static let interval = 200

  /// Nil when nobody would see it, or wants to.
  init?(_ context: CommandContext) {
    let globals = context.globals
    guard context.environment.isErrorTerminal, globals.showsProgress, !globals.isQuiet else {
      return nil
    }
    output = ByteOutput(sink: context.environment.error, bufferSize: 256)
    elapsed = context.environment.elapsed
    start = elapsed()
  }

  func show(_ progress: ImportProgress) {
    let time = elapsed() - start
    guard time >= Self.patience, time - lastShown >= Self.interval else { return }
    lastShown = time
    isVisible = true
    write("\r\u{1B}[K" + Self.text(progress, milliseconds: time))
  }

  func erase() {
    if isVisible { write("\r\u{1B}[K") }
    isVisible = false
  }

  /// `120,000 rows, 34 %, 12 s left`.
  static func text(_ progress: ImportProgress, milliseconds: Int) -> String {
    var text = "\(progress.rows.grouped) rows"
    let bytes = Int(progress.bytes)
    if let size = progress.size.map(Int.init), size > 0, bytes > 0 {
      let left = max(0, size - bytes) / 1000 * milliseconds / (bytes / 1000 + 1) / 1000
      text += ", \(min(100, bytes * 100 / size)) %, \(left.grouped) s left"
    } else {
      text += ", \((bytes / 1_000_000).grouped) MB"
    }
    return text
  }

  private func write(_ text: String) {
    // There is nobody left to tell when standard error cannot be written.
    try? output.write(text)
    try? output.flush()
  }
}
