import Values

/// The names of character encodings, and the errors about them.
package enum TextEncoding {
  /// What people are offered; the many other names that iconv knows are accepted too.
  package static let suggested = [
    "auto", "utf-8", "utf-16", "utf-16le", "utf-16be", "gb18030", "gbk", "gb2312", "big5",
    "big5-hkscs", "shift_jis", "euc-jp", "euc-kr", "iso-8859-1", "windows-1252",
  ]

  static func isUTF8(_ name: String) -> Bool {
    let name = name.lowercased()
    return name == "utf-8" || name == "utf8"
  }

  static func isListed(_ name: String) -> Bool {
    suggested.contains(name.lowercased())
  }

  /// Whether the name is only a name: iconv reads `//TRANSLIT` and the like as orders to guess.
  static func isWellFormed(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "+"):
          true
        default: false
        }
      }
  }

  static func unknown(_ name: String) -> UserError {
    let near = NearestNames.hint(for: name, among: suggested)
    return UserError(
      .usage, "unknown encoding '\(TerminalText.escaped(name))'",
      hints: [near ?? "use \(suggested.joined(separator: ", ")) or another name that iconv knows"])
  }

  /// The name is right, but glibc finds no conversion module for it on this machine.
  static func missingOnThisSystem(_ name: String) -> UserError {
    UserError(
      .configuration, "this system cannot convert the encoding '\(name)'",
      hints: [
        "its iconv modules are missing; on Debian they come with libc6 or libc-gconv-modules-extra",
        "or convert the file to UTF-8 on another machine first",
      ])
  }
}
