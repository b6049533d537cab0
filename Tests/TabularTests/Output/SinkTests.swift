import Foundation
import Testing
import Values

@testable import Tabular

@Suite struct SinkTests {
  private func write(_ text: String, to sink: any ByteSink) throws {
    let output = ByteOutput(sink: sink, bufferSize: 64)
    try output.write(text)
    try output.finish()
  }

  @Test func buffersOfAnySizeGiveTheSameBytes() throws {
    for size in [64, 65, 100, 1_000] {
      let sink = MemorySink()
      let output = ByteOutput(sink: sink, bufferSize: size)
      for index in 0..<100 {
        try output.write(integer: Int64(index))
        try output.write(" 中文 ")
        try output.write(String(repeating: "x", count: index))
        try output.write(UInt8(ascii: "\n"))
      }
      try output.finish()
      let expected = (0..<100).map { "\($0) 中文 " + String(repeating: "x", count: $0) + "\n" }
      #expect(sink.text == expected.joined())
    }
  }

  // MARK: - Files

  /// Of a name that leaves no room for a longer one, in bytes of which a character has three.
  @Test(arguments: [
    String(repeating: "a", count: 255), String(repeating: "表", count: 85),
    String(repeating: "b", count: 248), String(repeating: "c", count: 249),
  ])
  func aNameMayBeAsLongAsTheFileSystemAllows(_ name: String) throws {
    let folder = try TemporaryFolder()
    try write("text", to: AtomicFileSink(path: folder.path(name)))
    #expect(folder.text(of: name) == "text")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("")).count == 1)
    #expect(throws: UserError.self) { try AtomicFileSink(path: folder.path(name + name)) }
  }

  @Test func aFileAppearsOnlyWhenItIsComplete() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "out.csv")
    let sink = try AtomicFileSink(path: folder.path("out.csv"))
    let output = ByteOutput(sink: sink)
    try output.write("new")
    try output.flush()
    #expect(folder.text(of: "out.csv") == "old")
    try output.finish()
    #expect(folder.text(of: "out.csv") == "new")
    #expect(folder.names == ["out.csv"])
  }

  @Test func anUnfinishedFileLeavesNothing() throws {
    let folder = try TemporaryFolder()
    do {
      let output = ByteOutput(sink: try AtomicFileSink(path: folder.path("out.csv")))
      try output.write("half")
      try output.flush()
    }
    #expect(folder.names == [])
  }

  @Test func aNewFileIsPrivateAndAnOldOneKeepsItsMode() throws {
    let folder = try TemporaryFolder()
    try write("x", to: try AtomicFileSink(path: folder.path("new")))
    #expect(mode(of: folder.path("new")) == 0o600)
    try folder.write("old", to: "old")
    chmod(folder.path("old"), 0o640)
    try write("x", to: try AtomicFileSink(path: folder.path("old")))
    #expect(mode(of: folder.path("old")) == 0o640)
  }

  @Test func aLinkStaysALink() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "target")
    symlink(folder.path("target"), folder.path("link"))
    try write("new", to: try AtomicFileSink(path: folder.path("link")))
    #expect(folder.text(of: "target") == "new")
    #expect(folder.names == ["link", "target"])
  }

  @Test func aNameNeedNotBeUTF8() throws {
    let folder = try TemporaryFolder()
    let path = Array(folder.path("").utf8) + [0x2F, 0xD6, 0xD0]
    try write("x\n", to: try AtomicFileSink(path: path))
    let reader = try CSVReader(source: try FileSource(path: path), name: "x")
    #expect(try reader.next())
    let error = #expect(throws: UserError.self) { try FileSource(path: path + [0xFF]) }
    #expect(error?.message.hasSuffix("/\\xd6\\xd0\\xff") == true)
  }

  @Test func aDeviceIsWrittenDirectly() throws {
    try write("x", to: try AtomicFileSink(path: "/dev/null"))
    #expect(FileManager.default.fileExists(atPath: "/dev/null"))
  }

  @Test func whatCannotBeWrittenSaysWhy() throws {
    let missing = #expect(throws: UserError.self) { try AtomicFileSink(path: "/nowhere/x.csv") }
    #expect(missing?.exit == .inputOutput)
    #expect(missing?.message == "cannot write /nowhere/x.csv: no such file or directory")
    let full = #expect(throws: UserError.self) {
      try write("x", to: try AtomicFileSink(path: "/dev/full"))
    }
    #expect(full?.message == "cannot write /dev/full: no space left on device")
    #expect(full?.hints == ["free some space, then run the command again"])
  }

  private func mode(of path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  // MARK: - Pipes

  @Test func aReaderThatWentAwayIsNoError() throws {
    signal(SIGPIPE, SIG_IGN)
    let pipe = try TestPipe()
    pipe.closeReader()
    let direct = FileDescriptorSink(descriptor: pipe.writer, name: "standard output")
    let error = #expect(throws: UserError.self) { try write("x", to: direct) }
    #expect(error?.exit == .closedPipe)
    let spooling = SpoolingSink(
      descriptor: pipe.writer, name: "standard output", directory: "/tmp")
    let second = #expect(throws: UserError.self) { try write("x", to: spooling) }
    #expect(second?.exit == .closedPipe)
  }

  /// Nobody reads while everything is written, far more than the pipe holds; then all arrives.
  @Test func aReaderThatWaitsDoesNotHoldTheWriter() throws {
    let folder = try TemporaryFolder()
    let pipe = try TestPipe()
    let sink = SpoolingSink(
      descriptor: pipe.writer, name: "standard output", directory: folder.root, patience: 1)
    let text = (0..<100_000).map { "line \($0)\n" }.joined()
    let output = ByteOutput(sink: sink)
    try output.write(text)
    try output.flush()
    #expect(folder.names == [])
    let reading = Thread.reading(pipe)
    try output.finish()
    pipe.closeWriter()
    #expect(reading() == Array(text.utf8))
  }

  @Test func aReaderThatKeepsUpGetsEverythingDirectly() throws {
    let pipe = try TestPipe()
    let reading = Thread.reading(pipe)
    let text = (0..<50_000).map { "line \($0)\n" }.joined()
    // The directory does not exist: spooling would fail.
    try write(
      text,
      to: SpoolingSink(
        descriptor: pipe.writer, name: "standard output", directory: "/nowhere", patience: 60_000))
    pipe.closeWriter()
    #expect(reading() == Array(text.utf8))
  }
}

/// A pipe whose ends are closed with the value.
private final class TestPipe: @unchecked Sendable {
  private(set) var reader: Int32
  private(set) var writer: Int32

  init() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw UserError.bug("no pipe") }
    reader = ends[0]
    writer = ends[1]
  }

  deinit {
    closeReader()
    closeWriter()
  }

  func closeReader() {
    if reader >= 0 { close(reader) }
    reader = -1
  }

  func closeWriter() {
    if writer >= 0 { close(writer) }
    writer = -1
  }
}

extension Thread {
  /// Reads the pipe to its end on another thread; the result waits for that.
  fileprivate static func reading(_ pipe: TestPipe) -> () -> [UInt8] {
    let done = DispatchSemaphore(value: 0)
    let received = ReceivedBytes()
    Thread.detachNewThread {
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let length = read(pipe.reader, &buffer, buffer.count)
        if length <= 0 { break }
        received.bytes += buffer[..<length]
      }
      done.signal()
    }
    return {
      done.wait()
      return received.bytes
    }
  }
}

/// Written by one thread, and read by another only after a semaphore.
private final class ReceivedBytes: @unchecked Sendable {
  var bytes: [UInt8] = []
}
