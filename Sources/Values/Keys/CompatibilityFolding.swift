import CUtf8proc

/// Unicode's compatibility normalisation with case folding (NFKC_Casefold), the thorough way.
///
/// It allocates, so the keys come here only for bytes that their tables do not cover.
enum CompatibilityFolding {
  /// Appends the folded text, without the characters for which `isDropped` says so.
  ///
  /// Dropping happens before composition, so that what a dropped character kept apart composes
  /// now and not the next time: folding a folded text changes nothing. Of bytes that are not UTF-8
  /// each one stands for itself.
  static func append(
    _ bytes: UnsafeBufferPointer<UInt8>, to result: inout [UInt8],
    dropping isDropped: (Unicode.Scalar) -> Bool
  ) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      result.append(contentsOf: bytes)
      return
    }
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isDropped(scalar) {
      for part in decomposed(scalar) where !isDropped(part) { folded.append(part) }
    }
    appendComposed(String(folded), to: &result)
  }

  /// The characters that the scalar stands for, case-folded; none for what Unicode ignores.
  private static func decomposed(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    let options = utf8proc_option_t(
      UTF8PROC_DECOMPOSE.rawValue | UTF8PROC_COMPAT.rawValue | UTF8PROC_CASEFOLD.rawValue
        | UTF8PROC_IGNORE.rawValue)
    // The longest decomposition of Unicode has 18 characters.
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: 32) { buffer in
      var boundary: Int32 = 0
      let count = utf8proc_decompose_char(
        Int32(scalar.value), buffer.baseAddress, buffer.count, options, &boundary)
      return buffer.prefix(max(0, min(count, buffer.count))).compactMap {
        Unicode.Scalar(UInt32(bitPattern: $0))
      }
    }
  }

  private static func appendComposed(_ text: String, to result: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
      var composed: UnsafeMutablePointer<UInt8>?
      let options = utf8proc_option_t(UTF8PROC_STABLE.rawValue | UTF8PROC_COMPOSE.rawValue)
      let count = utf8proc_map(bytes.baseAddress, bytes.count, &composed, options)
      guard let composed else { return result.append(contentsOf: bytes) }
      defer { free(composed) }
      result.append(contentsOf: UnsafeBufferPointer(start: composed, count: max(0, count)))
    }
  }
}
