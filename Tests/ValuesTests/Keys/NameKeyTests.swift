import ProgramTesting
import Testing

@testable import Values

@Suite struct NameKeyTests {
  @Test(arguments: [
    ("深圳市 华为技术(中国)有限公司", "深圳市华为技术中国有限公司"), ("深圳市华为技术（中国）有限公司", "深圳市华为技术中国有限公司"),
    ("华为技术有限公司", "华为技术有限公司"), ("华为技术集团", "华为技术集团"), ("ＡＢＣ 株式会社", "abc株式会社"),
    ("Straße", "strasse"), ("STRASSE", "strasse"), ("Ⅷ", "viii"), ("㈱東芝", "株東芝"), ("ﾄﾖﾀ", "トヨタ"),
    ("カ\u{3099}", "ガ"), ("ΣΊΣΥΦΟΣ", "σίσυφοσ"), ("σίσυφος", "σίσυφοσ"), ("Café", "café"),
    ("Cafe\u{301}", "café"),
    ("AT&T", "att"), ("C++", "c++"), ("A\u{200B}B\u{FEFF}C\u{AD}", "abc"), ("让·雷诺", "让雷诺"),
    ("让•雷诺", "让雷诺"),
    ("让・雷诺", "让雷诺"), ("让‧雷诺", "让雷诺"), ("「东方」“明珠”《塔》", "东方明珠塔"), ("O'Neil", "oneil"),
    ("O’Neil", "oneil"),
    ("O´Neil", "oneil"), ("a\tb\nc\u{A0}d\u{3000}e", "abcde"), ("삼성전자", "삼성전자"), ("삼성", "삼성"),
    ("𠮷野家", "𠮷野家"), ("", ""), ("  ", ""), ("-- （）", ""), ("。、", ""), ("…", ""), ("①②", "12"),
    ("½", "12"),
    ("e-\u{301}", "é"), ("豈", "豈"), ("某某〇", "某某〇"), ("佐々木", "佐々木"), ("\u{130}", "i\u{307}"),
  ])
  func keys(name: String, key: String) {
    #expect(NameKey.key(of: name) == key)
  }

  @Test func theKeyIsAppended() {
    var key = Array("x".utf8)
    withBytes(of: "É b") { NameKey.append($0, to: &key) }
    #expect(String(decoding: key, as: UTF8.self) == "xéb")
  }

  @Test(
    arguments: [[0xFF], [0xE4, 0xB8], [0xC2], [0x61, 0xE4, 0x41, 0x41], [0xED, 0xA0, 0x80]]
      as [[UInt8]])
  func whatIsNotUTF8StandsForItself(bytes: [UInt8]) {
    var key: [UInt8] = []
    bytes.withUnsafeBufferPointer { NameKey.append($0, to: &key) }
    #expect(key == bytes)
  }

  @Test func theQuickWayAgreesWithTheThoroughOne() {
    var checked = 0
    for value in UInt32(0)...0x1_FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      withBytes(of: "a\(Character(scalar))b") { name in
        var quick: [UInt8] = []
        var thorough: [UInt8] = []
        guard NameKey.appendQuickly(name, to: &quick) else { return }
        NameKey.appendThoroughly(name, to: &thorough)
        #expect(quick == thorough, "U+\(String(value, radix: 16))")
        checked += 1
      }
    }
    // ASCII, its full-width forms, Chinese, Japanese and Korean characters.
    #expect(checked > 38_000)
  }

  @Test func theKeyOfEveryCharactersKeyIsTheKey() {
    for value in UInt32(0)...0x2_FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let key = NameKey.key(of: String(Character(scalar)))
      #expect(NameKey.key(of: key) == key, "U+\(String(value, radix: 16))")
    }
  }

  @Test func theKeyOfAKeyIsTheKey() {
    var generator = SeededGenerator(seed: 8)
    let ranges: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0xA0...0x24F, 0x300...0x345, 0x370...0x3FF, 0x1E00...0x20CF, 0x3000...0x30FF,
      0x1100...0x11FF, 0xAC00...0xADFF, 0x4E00...0x4EFF, 0xF900...0xFAFF, 0xFE30...0xFFEF,
    ]
    for _ in 0..<30_000 {
      var name = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let value = ranges.randomElement(using: &generator)?.randomElement(using: &generator)
        if let scalar = value.flatMap(Unicode.Scalar.init) { name.append(scalar) }
      }
      let key = NameKey.key(of: String(name))
      #expect(NameKey.key(of: key).unicodeScalars.elementsEqual(key.unicodeScalars))
    }
  }
}
