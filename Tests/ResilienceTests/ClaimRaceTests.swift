import ProgramTesting
import Testing

/// Two processes claim the same customers at the same time, again and again.
@Suite struct ClaimRaceTests {
  private static let rounds = 1000

  /// Prints, for every customer, how the two claims ended and what the loser was told.
  private static let race = """
    for i in $(seq 1 \(rounds)); do
      crm pool claim $i --as li.wei >/dev/null 2>li.err & li=$!
      crm pool claim $i --as wang.fang >/dev/null 2>wang.err & wang=$!
      wait $li; first=$?
      wait $wang; second=$?
      echo "$first $second $(cat li.err wang.err | grep 'crm: error')"
    done
    """

  @Test func everyCustomerHasOneWinner() throws {
    let shell = try ShellSession()
    let results = try shell.run([
      "crm init store && export CRM_STORE=$PWD/store",
      "crm user add 'Li Wei' --login li.wei && crm user add 'Wang Fang' --login wang.fang",
      "{ echo name; seq -f 'customer %.0f' 1 \(Self.rounds); } >customers.csv",
      "crm import csv customers.csv --pool public", Self.race,
      "crm report pool --csv --fields stock,outflow,claimed",
    ])
    try #require(results.map(\.exitCode) == [0, 0, 0, 0, 0, 0])
    let lines = results[4].output.split(separator: "\n")
    #expect(lines.count == Self.rounds)
    for (index, line) in lines.enumerated() {
      let winner =
        if line.hasPrefix("0 5 ") { "li.wei" } else if line.hasPrefix("5 0 ") { "wang.fang" } else {
          "one of the two"
        }
      #expect(
        line.dropFirst(4).hasPrefix(
          "crm: error: customer/\(index + 1) 'customer \(index + 1)' cannot be claimed: "
            + "already claimed by \(winner) at "), "\(line)")
    }
    #expect(results[5].output == "stock,outflow,claimed\n0,\(Self.rounds),\(Self.rounds)\n")
  }
}
