import CommandLineKit
import Foundation
import ProgramTesting

/// A folder with the completion scripts of the sample and a `crm` that answers `__complete`.
struct ShellFixture {
  private let temporary: TemporaryFolder

  private var folder: URL { temporary.url }

  /// The fake program: three customers, two of them awkward, two users, three fields, and two
  /// options that only it knows, with descriptions that are no code.
  private static let program = #"""
    #!/bin/sh
    case $1 in
      --store) store=$2; shift 2 ;;
      --store=*) store=${1#*=}; shift ;;
    esac
    [ "$1 $2" = '__complete --' ] || exit 1
    shift 2
    case $1 in
      customer) printf 'customer/1\tAcme Corp\ncustomer/2\t阿里: 云\na b$(touch owned)\tSpaces\n'; echo "it's" ;;
      user) printf 'li\tLi Lei\nhan:mei\tHan Meimei\n'; [ -z "$store" ] || echo "li@$store" ;;
      command:customer.add)
        printf -- '--industry\t行业: $(touch owned) [`touch owned`] \\ %%s "\n--规模\tSize\n' ;;
      command:customer.add:--industry) printf 'it\tIT\niron ore\t$(touch owned)\nb\\c:d\n' ;;
      field) printf 'name\nowner\tWho owns it\n' ;;
    esac
    """#

  init() throws {
    temporary = try TemporaryFolder()
    _ = try temporary.makeFolder("data folder")
    let manifest = SampleTree.tree.manifest()
    try write(Self.program, to: "crm.sh")
    // What is to be run is written by a process of its own: one that another test forks from this process meanwhile
    // would hold it open for writing, and the shell would find it busy.
    _ = try SystemProgram("install")?.lines(["-m", "755", "crm.sh", "crm"], in: folder)
    try write(BashCompletion.script(for: manifest), to: "crm.bash")
    try write(ZshCompletion.script(for: manifest), to: "_crm")
    try write(FishCompletion.script(for: manifest), to: "crm.fish")
    try write("", to: "leads.csv")
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
  }

  /// What a shell offers at the end of a line, with the fake `crm` first on the path.
  func offers(
    of shell: CompletingShell, _ line: String, breaks: String = CompletingShell.usualBreaks
  ) throws -> [String] {
    try shell.offers(
      line, breaks: breaks, in: folder,
      environment: [
        "PATH": "\(folder.path):/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
      ])
  }
}
