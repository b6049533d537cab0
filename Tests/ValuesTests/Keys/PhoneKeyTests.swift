import ProgramTesting
import Testing

@testable import Values

@Suite struct PhoneKeyTests {
  @Test(arguments: [
    ("+86 138-0013-8000", ["13800138000"]), ("0086 13800138000", ["13800138000"]),
    ("8613800138000", ["13800138000"]),
    ("(+86)138 0013 8000", ["13800138000"]), ("＋８６　１３８００１３８０００", ["13800138000"]),
    ("13800138000", ["13800138000"]),
    ("\u{202D}13800138000\u{202C}", ["13800138000"]), ("13800138000.0", ["13800138000"]),
    ("+1 415-555-2671", ["14155552671"]), ("+44 20 7946 0958", ["442079460958"]),
    ("010-62345678", ["01062345678"]),
    ("+86 10 62345678", ["861062345678"]), ("861380013800", ["861380013800"]), ("95588", ["95588"]),
    ("110", ["110"]),
    ("13800138000/13900139000", ["13800138000", "13900139000"]),
    ("13800138000、13900139000；021-62345678", ["13800138000", "13900139000", "02162345678"]),
    ("13800138000，13900139000", ["13800138000", "13900139000"]),
    ("13800138000;+8613900139000", ["13800138000", "13900139000"]),
    ("13800138000 13900139000", ["13800138000", "13900139000"]),
    ("13800138000或13900139000", ["13800138000", "13900139000"]),
    ("13800138000\n13900139000", ["13800138000", "13900139000"]),
    ("+8613800138000 / 138 0013 8000", ["13800138000"]),
    ("010-62345678转8001", ["01062345678"]), ("010-62345678 分机 8001", ["01062345678"]),
    ("021-62345678 ext. 12", ["02162345678"]),
    ("62345678x12", ["62345678"]), ("62345678#12", ["62345678"]),
    ("010-62345678转8001/13800138000", ["01062345678", "13800138000"]),
    ("010-62345678/79", ["01062345678"]),
    ("13800138000/fax 010-62345678", ["13800138000", "01062345678"]),
    ("tel: 13800138000 (张三)", ["13800138000"]), ("𝟏𝟑𝟖00138000", ["13800138000"]),
    ("é13800138000", ["13800138000"]),
    ("", []), ("无", []), ("-", []), ("/;", []),
  ])
  func keys(cell: String, keys: [String]) throws {
    #expect(try PhoneKey.keys(of: cell) == keys)
  }

  @Test(arguments: [
    "1.38E+10", "1.38e10", "13800138E3", "１.３８Ｅ＋１０", "+1.38E+10", "138E+08", "tel 1.38E+10",
  ])
  func spreadsheetNumbersAreRefused(cell: String) {
    let error = userError { () throws(UserError) in _ = try PhoneKey.keys(of: cell) }
    #expect(error?.code == "E_PHONE_SCIENTIFIC")
  }

  @Test func theKeyOfAKeyIsTheKey() throws {
    var generator = SeededGenerator(seed: 9)
    let characters = Array("0123456789 -/;,+()转x#１８、，86")
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...24, using: &generator)
      let cell = String((0..<count).compactMap { _ in characters.randomElement(using: &generator) })
      let keys = try PhoneKey.keys(of: cell)
      #expect(Set(keys).count == keys.count)
      for key in keys { #expect(try PhoneKey.keys(of: key) == [key]) }
    }
  }

  @Test func theScratchArrayKeepsNothing() throws {
    var scratch = Array("left over;".utf8)
    var keys: [String] = []
    try withBytes(of: "62345678") { (cell) throws(UserError) in
      try PhoneKey.forEach(in: cell, scratch: &scratch) {
        keys.append(String(decoding: $0, as: UTF8.self))
      }
    }
    #expect(keys == ["62345678"])
  }
}
