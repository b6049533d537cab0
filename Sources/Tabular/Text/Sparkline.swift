/// A row of numbers as block characters, one each: `▁▃█▅`.
package enum Sparkline {
  /// Draws each value as a share of `largest`; nothing, zero and less are the lowest block.
  package static func draw(_ values: [Double?], largest: Double) -> String {
    String(
      values.map { value -> Character in
        guard let value, value > 0, largest > 0 else { return blocks[0] }
        return blocks[min(7, max(1, Int((min(1, value / largest) * 7).rounded())))]
      })
  }

  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}
