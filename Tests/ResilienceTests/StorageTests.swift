import Foundation
import ProgramTesting
import Testing

/// Full disks, read-only stores, limits of the shell, streams that take nothing: the right exit
/// code, one clear line, nothing lost.
@Suite struct StorageTests {
  static let isRoot = geteuid() == 0
  /// Whether this process may mount file systems of its own.
  static let mayMount: Bool = {
    guard isRoot, let sandbox = try? Sandbox(withStore: false) else { return false }
    return (try? sandbox.shell("mount -t tmpfs none .", in: ["/usr/bin/unshare", "-m"]).code) == 0
  }()

  // MARK: Room

  /// What was acknowledged before the disk was full is there, and nothing else.
  ///
  /// A new store takes 3 MB, and while it is made twice as much.
  @Test(.enabled(if: mayMount, "needs to mount a tmpfs"), arguments: ["7m", "10m"])
  func aFullDiskLosesNothing(_ size: String) throws {
    let sandbox = try Sandbox(withStore: false)
    let script = """
      mkdir full && mount -t tmpfs -o size=\(size) none full && export CRM_STORE=full/store
      $CRM init --admin admin 2>/dev/null || exit 99
      remark=$(printf 'x%.0s' {1..20000})
      for ((n = 0; n < 1000; n++)); do
        $CRM customer add "Filling $n" --remark "$remark" >/dev/null || { code=$?; break; }
      done
      echo "ended $code"
      $CRM fsck >/dev/null || echo unsound
      echo "difference $(($($CRM customer list -O ids | wc -l) - n))"
      """
    let ending = try sandbox.shell(script, in: ["/usr/bin/unshare", "-m"])
    #expect(ending.text == "ended 74\ndifference 0\n")
    #expect(
      ending.errors.contains(
        "crm: hint: free some space, try again\n"
          + "crm: error: the disk is full; nothing was changed\n"), "\(ending.errors)")
  }

  @Test(.enabled(if: mayMount, "needs to mount a tmpfs"), arguments: ["64k", "1m"])
  func noStoreIsMadeOnAFullDisk(_ size: String) throws {
    let sandbox = try Sandbox(withStore: false)
    let ending = try sandbox.shell(
      """
      mkdir full && mount -t tmpfs -o size=\(size) none full
      CRM_STORE=full/store $CRM init; echo "ended $?"; ls full
      """, in: ["/usr/bin/unshare", "-m"])
    #expect(ending.text == "ended 74\n")
    #expect(ending.errors.hasSuffix("crm: error: the disk is full; nothing was changed\n"))
  }

  /// Limits of file sizes (`-f`, in KB) and of open files (`-n`).
  @Test(arguments: ["-f 1", "-f 8", "-f 64", "-n 6"])
  func limitsOfTheShellAreErrors(_ limit: String) throws {
    let sandbox = try Sandbox()
    let before = try sandbox.image()
    let ending = try sandbox.shell("ulimit \(limit); exec $CRM customer add Late")
    #expect(ending.cause == .exit(74), "\(ending.errors)")
    #expect(ending.errors.hasPrefix("crm: error: ") && ending.text == "", "\(ending.errors)")
    #expect(try sandbox.image() == before)
    try sandbox.expectSound("after ulimit \(limit)")
  }

  @Test func eightOpenFilesAreEnough() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.shell("ulimit -n 8; exec $CRM customer list").code == 0)
    #expect(try sandbox.shell("ulimit -n 8; exec $CRM customer add Eight").code == 0)
    // Threads that cannot open the store leave the work to the session that has.
    #expect(try sandbox.shell("ulimit -n 8; exec $CRM dashboard").code == 0)
  }

  // MARK: Read-only stores

  /// Another account, which may read the files and not write them.
  @Test(.enabled(if: isRoot && SystemProgram("setpriv") != nil, "needs to become another user"))
  func aStoreOfSomebodyElse() throws {
    let sandbox = try Sandbox()
    // The log is emptied, as a reader without write access needs it.
    _ = try StoreImage.column("PRAGMA wal_checkpoint(TRUNCATE)", in: sandbox.store)
    let script = """
      cp "$CRM" program && chmod -R a+rX,a-w program store && chmod a+rx .
      unset CRM_NOW
      as="setpriv --reuid nobody --regid nogroup --clear-groups $PWD/program"
      $as customer list -O ids | wc -l; echo "list ${PIPESTATUS[0]}"
      $as fsck >/dev/null; echo "fsck $?"
      $as customer add Theirs; echo "add $?"
      $as backup create; echo "backup $?"
      """
    let before = try sandbox.image()
    let ending = try sandbox.shell(script)
    #expect(ending.text == "4\nlist 0\nfsck 0\nadd 74\nbackup 74\n", "\(ending.errors)")
    #expect(try sandbox.image() == before)
  }

  @Test(.enabled(if: mayMount, "needs to mount"))
  func aReadOnlyFileSystem() throws {
    let sandbox = try Sandbox()
    let before = try sandbox.image()
    let ending = try sandbox.shell(
      """
      mount --bind store store && mount -o remount,ro,bind store
      $CRM customer list -O ids | wc -l; echo "list ${PIPESTATUS[0]}"
      $CRM customer add Theirs; echo "add $?"
      $CRM backup create; echo "backup $?"
      """, in: ["/usr/bin/unshare", "-m"])
    #expect(ending.text == "4\nlist 0\nadd 74\nbackup 74\n", "\(ending.errors)")
    #expect(ending.errors.contains("Read-only file system"))
    #expect(try sandbox.image() == before)
  }

  // MARK: What is no store

  @Test(arguments: [
    ("", 78, "is not a crm store"),
    ("hello, this is no database at all", 74, "the store is damaged or not a database"),
  ])
  func foreignFilesAreRefusedAndKept(_ content: String, _ code: Int32, _ message: String) throws {
    let sandbox = try Sandbox(withStore: false)
    try FileManager.default.createDirectory(
      atPath: sandbox.store, withIntermediateDirectories: false)
    try sandbox.write("store/store.sqlite", content.utf8)
    for line in ["customer list", "customer add X", "fsck", "backup create"] {
      let ending = try sandbox.crm(line)
      #expect(ending.cause == .exit(code), "\(line): \(ending.errors)")
      #expect(ending.errors.contains(message), "\(line): \(ending.errors)")
    }
    #expect(try sandbox.crm("init").code == 5)
    #expect(sandbox.files(below: "store") == ["store.sqlite"])
    #expect(try sandbox.content(of: "store/store.sqlite") == Array(content.utf8))
  }

  @Test func aTruncatedStoreIsRefusedAndKept() throws {
    let sandbox = try Sandbox()
    _ = try StoreImage.column("PRAGMA wal_checkpoint(TRUNCATE)", in: sandbox.store)
    let half = Array(try sandbox.content(of: "store/store.sqlite").prefix(40_000))
    try sandbox.write("store/store.sqlite", half)
    for line in ["customer list", "customer add X", "fsck"] {
      let ending = try sandbox.crm(line)
      #expect(ending.cause == .exit(74), "\(line): \(ending.errors)")
      #expect(ending.errors.contains("the store is damaged"), "\(line): \(ending.errors)")
    }
    #expect(try sandbox.content(of: "store/store.sqlite") == half)
  }

  @Test func aNewerStoreIsRefused() throws {
    let sandbox = try Sandbox()
    _ = try StoreImage.column("PRAGMA user_version = 99", in: sandbox.store)
    for line in ["customer list", "customer add X", "undo"] {
      let ending = try sandbox.crm(line)
      #expect(ending.code == 78)
      #expect(ending.errors.contains("has schema 99, newer than this program's"))
    }
  }

  @Test(
    arguments: [
      ("--store nowhere customer list", 66, "crm: error: no store at "),
      ("--store nowhere customer add X", 66, "crm: error: no store at "),
      ("--store nowhere backup create", 66, "crm: error: no store at "),
      ("--store few.csv customer list", 66, "few.csv: Not a directory"),
      ("-C nowhere customer list", 66, "cannot enter the directory 'nowhere'"),
      ("import csv nowhere.csv", 66, "no such file: nowhere.csv"),
      ("import csv .", 66, ". is a directory, not a file"),
      ("backup verify nowhere", 66, "nowhere: No such file or directory"),
      ("backup verify few.csv", 74, "few.csv is damaged or not a database"),
      ("backup create nowhere/b.sqlite", 74, "nowhere/b.sqlite: No such file or directory"),
      ("customer list -o nowhere/list.csv", 74, "nowhere/list.csv: no such file or directory"),
      ("customer list -o store", 74, "store: is a directory"),
      ("init nowhere/deep/store", 74, "nowhere/deep/store: No such file or directory"),
      ("init few.csv", 74, "few.csv/lock: Not a directory"),
      ("init store", 5, "already holds a store"),
    ] as [(String, Int32, String)])
  func missingAndWrongPlaces(_ line: String, _ code: Int32, _ message: String) throws {
    let sandbox = try Sandbox()
    try sandbox.write("few.csv", "name\nX\n".utf8)
    let before = sandbox.files(below: ".")
    let ending = try sandbox.crm(line)
    #expect(ending.code == code)
    #expect(ending.errors.contains(message), "\(ending.errors)")
    #expect(ending.text == "")
    let ignored = ["store/store.sqlite-shm"]
    #expect(sandbox.files(below: ".").filter { !ignored.contains($0) } == before)
  }
}
