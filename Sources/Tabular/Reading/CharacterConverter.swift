import Glibc
import Values

/// Converts bytes from one character encoding into another by glibc's iconv, as a stream.
final class CharacterConverter {
  /// Why a conversion stopped before the end of its input.
  enum Stop {
    case inputUsedUp
    case outputFull
    /// The input ends within a character; more bytes are needed.
    case incomplete
    /// The next bytes are no character of the encoding, or the other encoding has none for them.
    case invalid
  }

  private let descriptor: iconv_t

  /// Opens the conversion; an unknown encoding is a usage error with the near names.
  init(from source: String, to target: String) throws {
    for name in [source, target] where !TextEncoding.isWellFormed(name) {
      throw TextEncoding.unknown(name)
    }
    // iconv reports failure by the pointer value -1, which Swift imports as an address.
    let opened = iconv_open(target, source)
    guard let opened, Int(bitPattern: opened) != -1 else {
      let name = TextEncoding.isUTF8(source) ? target : source
      throw TextEncoding.isListed(name)
        ? TextEncoding.missingOnThisSystem(name) : TextEncoding.unknown(name)
    }
    descriptor = opened
  }

  deinit {
    iconv_close(descriptor)
  }

  /// Converts as much as fits and says why it stopped, how much it read and how much it wrote.
  func convert(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (stop: Stop, read: Int, written: Int) {
    // iconv's input is declared mutable for historical reasons; it is never written to.
    var from = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: CChar.self))
    var fromLeft = input.count
    var to = output.baseAddress?.assumingMemoryBound(to: CChar.self)
    var toLeft = output.count
    let result = iconv(descriptor, &from, &fromLeft, &to, &toLeft)
    let code = errno
    let stop: Stop =
      if result != -1 {
        .inputUsedUp
      } else {
        switch code {
        case E2BIG: .outputFull
        case EINVAL: .incomplete
        default: .invalid
        }
      }
    return (stop, input.count - fromLeft, output.count - toLeft)
  }

  /// Writes what a stateful encoding needs to end in its first state.
  func close(into output: UnsafeMutableRawBufferPointer) -> Int {
    var to = output.baseAddress?.assumingMemoryBound(to: CChar.self)
    var toLeft = output.count
    _ = iconv(descriptor, nil, nil, &to, &toLeft)
    return output.count - toLeft
  }
}
