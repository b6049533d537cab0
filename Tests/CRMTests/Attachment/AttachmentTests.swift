import CRM
import Catalogue
import Store
import Testing
import Values

@Suite struct AttachmentTests {
  let files: AttachmentScene
  let scene: PoolScene
  let customer: Int64

  /// `abc`, as its hash names it.
  private static let abc = "ba/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

  init() throws {
    files = try AttachmentScene()
    scene = files.scene
    try scene.user("li.wei")
    customer = try scene.customer("华为", owner: "li.wei")
  }

  private var record: String { "customer/\(customer)" }

  @Test func equalContentsAreKeptOnce() throws {
    let other = try scene.customer("中兴")
    try files.attach([("abc", "合同.pdf"), ("abc", "copy.pdf"), ("", "empty")], to: record)
    try files.attach([("abc", "合同.pdf")], to: "customer/\(other)")
    #expect(try files.names(on: record) == ["合同.pdf", "copy.pdf", "empty"])
    #expect(files.contents().count == 2 && files.contents().contains(Self.abc))
    #expect(try (1...4).map { try files.text(of: $0) } == ["abc", "abc", "", "abc"])
    try scene.store.expectSound()
  }

  @Test func whatHangsThereAlreadyStays() throws {
    try files.attach([("abc", "a")], to: record)
    let again = try files.attach([("abc", "a"), ("abd", "a")], to: record).value
    #expect(again.added.map(\.id) == [2])
    #expect(scene.store.notes.last == "a hangs on \(record) already: attachment/1")
  }

  @Test func filesHangOnManyThings() throws {
    let ticket = try scene.add(.ticket, ["title": "t", "customer": "\(customer)"])
    let activity = try scene.followUp(customer, by: "li.wei")
    for record in ["ticket/\(ticket)", "activity/\(activity)", "华为"] {
      try files.attach([("abc", "a")], to: record)
      #expect(try files.names(on: record) == ["a"])
    }
    for (record, exit) in [
      ("pool/1", ExitCode.usage), ("user/1", .usage), ("customer/99", .notFound),
      ("nobody", .notFound),
    ] {
      #expect(try scene.exit { try files.attach([("abc", "a")], to: record) } == exit, "\(record)")
    }
  }

  @Test func undoAndRedoKeepTheContent() throws {
    try files.attach([("abc", "a")], to: record)
    try scene.undo()
    #expect(try files.names(on: record) == [])
    #expect(files.contents() == [Self.abc])
    try scene.store.expectSound()
    #expect(try AttachmentPruning(scene.store.session()).run().value == 0)
    _ = try OperationUndo(scene.store.session()).redo(nil, isPartial: false)
    #expect(try files.text(of: 1) == "abc")
    try scene.delete(.attachment, 1)
    #expect(try AttachmentPruning(scene.store.session()).run().value == 0)
    try scene.undo()
    #expect(try files.text(of: 1) == "abc")
    try scene.store.expectSound()
  }

  @Test func filesAreDeletedMergedAndKeptWithTheirRecord() throws {
    try files.attach([("abc", "a")], to: record)
    let survivor = try scene.customer("华为技术", owner: "li.wei")
    _ = try CustomerMerge(scene.store.session()).merge(["\(customer)"], into: "\(survivor)")
    #expect(try files.names(on: "customer/\(survivor)") == ["a"])
    try scene.undo()
    try scene.delete(.customer, customer)
    #expect(try scene.exit { _ = try files.text(of: 1) } == .notFound)
    #expect(try scene.exit { try files.attach([("abc", "b")], to: record) } == .conflict)
    try scene.undo()
    #expect(try files.text(of: 1) == "abc")
    // What files hang on cannot be undone under them.
    let made: Int64? = try scene.value(
      "SELECT operation FROM creation WHERE \"table\" = 'customer' AND first = \(customer)")
    #expect(
      try scene.exit {
        _ = try OperationUndo(scene.store.session()).undo(made, isPartial: false)
      } == .conflict)
    try scene.store.expectSound()
  }

  @Test func aDryRunWritesNoFile() throws {
    let result = try files.attach([("abc", "a")], to: record, dryRun: true)
    #expect(result.isDryRun && result.value.added.count == 1)
    #expect(!files.exists("store/files"))
    #expect(try files.names(on: record) == [])
  }

  /// All of them or none, and no content of those that came before the one that is refused.
  @Test func whatIsTooLargeIsRefused() throws {
    _ = try AttachmentSettings.setLimit(1, session: scene.store.session())
    let large = String(repeating: "x", count: 1 << 20)
    try files.attach([(large, "just fits")], to: record)
    let refused = try scene.failure {
      try files.attach([("abc", "a"), (large + "x", "large")], to: record)
    }
    #expect(refused.exit == .limit && refused.code == "E_TOO_LARGE")
    #expect(refused.message == "large is larger than 1 MB")
    #expect(try files.names(on: record) == ["just fits"])
    #expect(files.contents().count == 1)
    let denied = try scene.exit {
      _ = try AttachmentSettings.setLimit(5, session: scene.store.session(as: "li.wei"))
    }
    #expect(denied == .denied)
    #expect(
      try scene.exit { _ = try AttachmentSettings.setLimit(0, session: scene.store.session()) }
        == .usage)
    try scene.store.expectSound()
  }

  @Test(arguments: [
    ("合同.pdf", "合同.pdf"), ("../../etc/passwd", "_._.._etc_passwd"), ("..", "_."), (".ssh", "_ssh"),
    ("a\nb\u{1B}[31m\u{202E}.txt", "a_b_[31m_.txt"), ("-rf", "_rf"), ("/", "_"),
  ])
  func namesAreHarmless(name: String, file: String) throws {
    try files.attach([("abc", name)], to: record)
    #expect(try scene.value("SELECT name FROM attachment") == name)
    #expect(AttachmentContent.fileName(name) == file)
    #expect(try AttachmentContent("1", session: scene.store.session()).name == name)
  }

  @Test func longNamesAreCutBeforeTheirEnding() throws {
    let long = String(repeating: "名", count: 10_000) + ".pdf"
    try files.attach([("abc", long)], to: record)
    let name = AttachmentContent.fileName(long)
    #expect(name.utf8.count <= 255 && name.hasSuffix("名.pdf"))
    #expect(try scene.exit { try files.attach([("abc", "")], to: record) } == .usage)
    try scene.store.expectSound()
  }

  // MARK: Checks

  @Test func damageIsFoundAndNotGivenOut() throws {
    try files.attach([("abc", "a"), ("xyz", "b")], to: record)
    try files.overwrite(Self.abc, with: "abd")
    #expect(
      try files.findings() == ["no content of an attachment has changed: attachment/1"])
    #expect(try scene.failure { _ = try files.text(of: 1) }.exit == .inputOutput)
    try files.remove("store/files/" + Self.abc)
    #expect(try files.findings() == ["the content of every attachment is there: attachment/1"])
    #expect(
      try IntegrityCheck(scene.store.session()).run().filter(\.isProblem).map(\.check)
        == ["the content of every attachment is there"])
    #expect(try scene.failure { _ = try files.text(of: 1) }.message.hasSuffix("is missing"))
    // Attaching it once more heals it.
    try files.attach([("abc", "again")], to: record)
    #expect(try files.text(of: 1) == "abc")
    // A cut one as well, though it is there.
    try files.overwrite(Self.abc, with: "ab")
    try files.attach([("abc", "once more")], to: record)
    #expect(try files.text(of: 1) == "abc")
    try scene.store.expectSound()
  }

  @Test func whatBelongsToNothingIsFoundAndPruned() throws {
    try files.attach([("abc", "a")], to: record)
    let orphan = "ff/" + String(repeating: "f", count: 64)
    try files.makeFolder("ff")
    try files.overwrite(orphan, with: "orphan")
    #expect(
      try files.findings() == [
        "every content in files/ belongs to an attachment: files/\(orphan)"
      ])
    let check = IntegrityCheck(scene.store.session())
    let finding = try #require(try check.run().first { $0.count > 0 })
    // No data is wrong or lost, and it is said what takes it away.
    #expect(!finding.isProblem)
    #expect(finding.remedy?.contains("crm attach prune") == true)
    let dry = try AttachmentPruning(scene.store.session(dryRun: true)).run()
    #expect(dry.value == 1 && files.contents().count == 2)
    #expect(try AttachmentPruning(scene.store.session()).run().value == 1)
    #expect(files.contents() == [Self.abc])
    #expect(
      try scene.exit { _ = try AttachmentPruning(scene.store.session(as: "li.wei")).run() }
        == .denied)
    try scene.store.expectSound()
  }

  // MARK: Backups

  @Test func backupsTakeTheFilesAlong() throws {
    let folder = BackupFolder(scene.store.session())
    let empty = try folder.create(at: nil, keep: nil)
    #expect(
      !files.exists("store/backups/" + (empty.path.split(separator: "/").last ?? "") + ".files"))
    try files.attach([("abc", "a")], to: record)
    let copy = files.path("copy.sqlite")
    _ = try folder.create(at: copy, keep: nil)
    #expect(files.exists("copy.sqlite.files/" + Self.abc))
    try BackupFolder.verify(copy)
    try files.remove("copy.sqlite.files/" + Self.abc)
    #expect(try scene.failure { try BackupFolder.verify(copy) }.message.contains("attachment/1"))
    scene.now = "2026-03-02T01:00:00Z"
    let own = try BackupFolder(scene.store.session()).create(at: nil, keep: 1)
    #expect(own.removed.count == 1)
    #expect(files.exists("store/backups/20260302T010000Z.sqlite.files/" + Self.abc))
    scene.now = "2026-03-03T01:00:00Z"
    _ = try BackupFolder(scene.store.session()).create(at: nil, keep: 1)
    #expect(!files.exists("store/backups/20260302T010000Z.sqlite.files"))
  }

  @Test func whoDoesNotSeeTheRecordGetsNothing() throws {
    try scene.user("wang.fang")
    try scene.add(.pool, ["name": "华东", "member": "wang.fang"])
    let hidden = try scene.customer("三一", pool: "华东")
    try files.attach([("abc", "a")], to: "customer/\(hidden)")
    #expect(try files.text(of: 1, as: "wang.fang") == "abc")
    #expect(try scene.exit { _ = try files.text(of: 1, as: "li.wei") } == .notFound)
    #expect(
      try scene.exit { try files.attach([("x", "x")], to: "customer/\(hidden)", as: "li.wei") }
        == .notFound)
  }
}
