/// A Markdown file with sessions that can be run: in its ```console blocks, lines that begin with
/// `$ ` are commands, and what follows is what they print.
///
/// A command may go on over lines that begin with `> `. Standard output stands before standard
/// error; an exit code other than 0 is the last line: `[exit 5]`.
struct Transcript {
  /// One command and what it is expected to print.
  struct Step: Equatable {
    var command: String
    var expected: [String]
    /// The line of the command in the file, from 1.
    var line: Int
    /// The lines of the file, from 0, that hold what is expected.
    var range: Range<Int>
  }

  private let lines: [String]
  private(set) var steps: [Step] = []

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var index = 0
    while index < lines.count {
      if lines[index] == "```console" {
        index = readBlock(from: index + 1)
      } else {
        index += 1
      }
    }
  }

  /// Reads the steps of a block; returns where it ends.
  private mutating func readBlock(from start: Int) -> Int {
    var index = start
    while index < lines.count, lines[index] != "```" {
      guard lines[index].hasPrefix("$ ") else {
        index += 1
        continue
      }
      let line = index + 1
      var command = String(lines[index].dropFirst(2))
      index += 1
      while index < lines.count, lines[index].hasPrefix("> ") {
        command += "\n" + lines[index].dropFirst(2)
        index += 1
      }
      let first = index
      while index < lines.count, lines[index] != "```", !lines[index].hasPrefix("$ ") { index += 1 }
      steps.append(
        Step(
          command: command, expected: Array(lines[first..<index]), line: line,
          range: first..<index))
    }
    return index
  }

  /// The file with what the commands really printed; commands without a result stay as they are.
  func recording(_ outputs: [[String]]) -> String {
    var lines = lines
    for (step, output) in zip(steps, outputs).reversed() {
      lines.replaceSubrange(step.range, with: output)
    }
    return lines.joined(separator: "\n")
  }
}
