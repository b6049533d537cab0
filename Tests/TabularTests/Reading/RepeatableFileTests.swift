import Glibc
import Testing

@testable import Tabular

/// Files and pipes are read again from where they began.
@Suite struct RepeatableFileTests {
  private static func bytes(of source: RepeatableFile, atMost limit: Int = .max) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1000)
    while bytes.count < limit {
      let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  @Test(arguments: [0, 1, 50_000]) func pipesAreReadAgain(count: Int) throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer { close(ends[0]) }
    let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
    // A pipe takes 64 KB before anybody reads.
    #expect(write(ends[1], content, count) == count)
    close(ends[1])
    let source = RepeatableFile(FileSource(descriptor: ends[0], name: "pipe"))
    // Begun again in the middle, the rest is there as well.
    _ = try Self.bytes(of: source, atMost: count / 2)
    for _ in 1...3 {
      try source.startAgain()
      #expect(try Self.bytes(of: source) == content)
    }
  }

  @Test func filesAreReadAgainFromWhereTheyWere() throws {
    let file = TemporaryFile(prefix: Array("/tmp/crm-test-file".utf8CString))
    defer { close(file.descriptor) }
    unlink(file.path)
    let content = Array("before,after".utf8)
    #expect(write(file.descriptor, content, content.count) == content.count)
    lseek(file.descriptor, 7, SEEK_SET)
    let source = RepeatableFile(FileSource(descriptor: file.descriptor, name: "file"))
    for _ in 1...2 {
      #expect(try Self.bytes(of: source) == Array("after".utf8))
      try source.startAgain()
    }
  }
}
