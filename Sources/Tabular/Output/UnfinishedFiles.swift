import Glibc

/// Temporary files that a signal removes: whoever presses Ctrl-C in the middle finds no half file.
///
/// A handler may do next to nothing, so the paths stand in a table of C strings that never moves. A
/// signal that is ignored, as for a command in the background, stays ignored.
enum UnfinishedFiles {
  /// More files are never written at once; a further one would be left behind.
  private static let most = 16

  private struct Table: @unchecked Sendable {
    let paths: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    let lock: UnsafeMutablePointer<pthread_mutex_t>
  }

  private static let table: Table = {
    let paths = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: most)
    paths.initialize(repeating: nil, count: most)
    let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    for number in [SIGINT, SIGTERM, SIGHUP] { watch(number) }
    return Table(paths: paths, lock: lock)
  }()

  /// Remembers the file; the result goes to `forget`.
  static func remember(_ path: [CChar]) -> Int? {
    pthread_mutex_lock(table.lock)
    defer { pthread_mutex_unlock(table.lock) }
    guard let place = (0..<most).first(where: { table.paths[$0] == nil }) else { return nil }
    table.paths[place] = path.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.flatMap { strdup($0) }
    }
    return place
  }

  /// The file has its name now, or is gone.
  static func forget(_ place: Int) {
    pthread_mutex_lock(table.lock)
    defer { pthread_mutex_unlock(table.lock) }
    let path = table.paths[place]
    table.paths[place] = nil
    free(path)
  }

  private static func watch(_ number: Int32) {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0, action.__sigaction_handler.sa_handler == nil else {
      return
    }
    action.__sigaction_handler.sa_handler = { number in
      for place in 0..<UnfinishedFiles.most {
        if let path = UnfinishedFiles.table.paths[place] { unlink(path) }
      }
      // The signal then ends the program as it would have.
      signal(number, SIG_DFL)
      raise(number)
    }
    sigaction(number, &action, nil)
  }
}
