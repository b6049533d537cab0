import Testing
import Values

@Suite struct SHA256Tests {
  private func digest(_ bytes: [UInt8], pieces: Int = .max) -> String {
    var hash = SHA256()
    var rest = bytes[...]
    while !rest.isEmpty {
      Array(rest.prefix(pieces)).withUnsafeBytes { hash.update($0) }
      rest = rest.dropFirst(pieces)
    }
    return hash.digest
  }

  /// The examples of FIPS 180-4 and of NIST's validation programme.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func knownTexts(text: String, wanted: String) {
    #expect(digest(Array(text.utf8)) == wanted)
  }

  @Test(
    arguments: [
      ([0xd3], "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
      ([0x11, 0xaf], "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98"),
    ] as [([UInt8], String)])
  func knownBytes(bytes: [UInt8], wanted: String) {
    #expect(digest(bytes) == wanted)
  }

  @Test func aMillionLetters() {
    #expect(
      digest([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  /// All lengths around the edges of blocks, in pieces of any size.
  @Test func piecesDoNotMatter() {
    for length in 0...200 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      let whole = digest(bytes)
      for size in [1, 3, 55, 56, 63, 64, 65] { #expect(digest(bytes, pieces: size) == whole) }
    }
  }

  /// Asking in between does not end it.
  @Test func theDigestCanBeAskedForAtAnyTime() {
    var hash = SHA256()
    [UInt8]("a".utf8).withUnsafeBytes { hash.update($0) }
    _ = hash.digest
    [UInt8]("bc".utf8).withUnsafeBytes { hash.update($0) }
    #expect(hash.digest == digest([UInt8]("abc".utf8)))
  }
}
