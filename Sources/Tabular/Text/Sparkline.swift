/// A row of numbers as block characters, one each: `▁▃█▅`.
package enum Sparkline {
  /// Draws each value as a share of `largest`; nothing, zero and less are the lowest block.
  package static func draw(_ values: [Int64?], largest: Int64) -> String {
    String(
      values.map { value -> Character in
        guard let value, value > 0, largest > 0 else { return blocks[0] }
        let share = Double(value) / Double(largest)
        return blocks[min(7, max(1, Int((share * 7).rounded())))]
      })
  }

  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}
