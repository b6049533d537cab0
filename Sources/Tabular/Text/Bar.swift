/// A horizontal bar of block characters, for the cells of a `bar` column.
package enum Bar {
  /// Which characters the terminal can show.
  package enum Glyphs: Sendable { case blocks, ascii }

  /// Draws `fraction` (0 to 1, else clamped) of a bar `width` columns long, to an eighth.
  ///
  /// What is not zero is never drawn as nothing: the least bar is one eighth, or one `#`.
  package static func draw(fraction: Double, width: Int, glyphs: Glyphs = .blocks) -> String {
    guard fraction > 0, width > 0 else { return "" }
    let length = min(fraction, 1) * Double(width)
    switch glyphs {
    case .ascii:
      return String(repeating: "#", count: max(1, Int(length.rounded())))
    case .blocks:
      let (full, rest) = max(1, Int((length * 8).rounded())).quotientAndRemainder(dividingBy: 8)
      return String(repeating: "█", count: full) + (rest == 0 ? "" : String(eighths[rest - 1]))
    }
  }

  /// How long the longest bar of a table is.
  package static let usualWidth = 24

  /// A bar of the usual width, drawn again for less room.
  static func scaled(_ bar: String, to width: Int) -> String {
    let length = bar.reduce(0) { sum, block in
      sum + (eighths.firstIndex(of: block).map { $0 + 1 } ?? 8)
    }
    return draw(fraction: Double(length) / Double(usualWidth * 8), width: width)
  }

  private static let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}
