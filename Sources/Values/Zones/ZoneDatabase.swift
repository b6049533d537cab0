import Glibc

/// The directory of compiled zones that the system keeps up to date (Debian: `tzdata`).
struct ZoneDatabase {
  let directory: String

  func offsets(named identifier: String) throws(UserError) -> ZoneOffsets {
    guard isName(identifier), let bytes = contents(of: identifier) else {
      throw unknown(identifier)
    }
    guard let offsets = ZoneFile(bytes).offsets() else {
      throw UserError(
        .configuration, "the time zone file \(directory)/\(identifier) is damaged",
        code: "E_ZONE", hints: ["reinstall the system's time zone data (Debian: tzdata)"])
    }
    return offsets
  }

  /// A name cannot lead out of the directory, nor into its variants with leap seconds.
  private func isName(_ identifier: String) -> Bool {
    let isSpelled = identifier.utf8.allSatisfy {
      $0.isASCIILetter || $0.isASCIIDigit || "/_+-".utf8.contains($0)
    }
    return isSpelled && identifier.utf8.first?.isASCIILetter == true
      && !identifier.hasPrefix("right/") && !identifier.hasPrefix("posix/")
  }

  private func unknown(_ identifier: String) -> UserError {
    let names = names()
    guard !names.isEmpty else {
      return UserError(
        .configuration, "the time zone \(quoted(identifier)) cannot be read from \(directory)",
        code: "E_ZONE",
        hints: ["install the system's time zone data (Debian: tzdata), or use UTC"])
    }
    let near = NearestNames.hint(for: identifier, among: names)
    return UserError(
      .usage, "\(quoted(identifier)) is not a time zone", code: "E_ZONE",
      hints: [near ?? "write a name of the IANA database, such as Asia/Shanghai or Europe/Berlin"])
  }

  /// The canonical names, from the third column of the database's table.
  private func names() -> [String] {
    guard let bytes = contents(of: "zone.tab") else { return [] }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      let columns = line.split(separator: "\t")
      return columns.count >= 3 ? String(columns[2]) : nil
    }
  }

  /// A file's bytes; nil when there is no such file or it is implausibly large.
  private func contents(of name: String) -> [UInt8]? {
    let descriptor = open("\(directory)/\(name)", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var count = 0
    while count < bytes.count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        read(
          descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).baseAddress,
          buffer.count - count)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { return nil }
      if got == 0 { return Array(bytes[..<count]) }
      count += got
    }
    return nil
  }
}
