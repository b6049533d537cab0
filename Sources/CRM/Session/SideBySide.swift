import Glibc
import Store
import Values

/// Values that sessions make side by side (`Session.readSideBySide`).
package enum SideBySide {
  /// One for every processor; more than four have more to do with memory.
  ///
  /// One alone where few files may be open: every connection needs some, and so do the system's threads.
  package static var mostThreads: Int {
    var files = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0, files.rlim_cur >= 64
    else { return 1 }
    return min(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), 4)
  }

  /// What a session made, and what there is to tell people about it.
  fileprivate struct Made<Value: Sendable> {
    var value: Value
    var notes: [String]
  }
}

extension Session {
  /// Makes so many values from one state of the store; the values in their order.
  ///
  /// They are made side by side, by as many threads as there are processors, up to four, each with a session and a
  /// connection of its own; whoever makes one may divide the work on it in the same way. Where the threads began
  /// around a write they see different states: then this session makes all values, one after the other; and also where
  /// anything fails, so that errors and messages are the same however many processors there are; and in a transaction, but
  /// for a writing one that has changed nothing yet: nobody else writes, and so the threads see what it sees.
  /// Whoever passes over the store once does not keep pages: that would cost more than it saves.
  package func readSideBySide<Value: Sendable>(
    _ count: Int, threads: Int = SideBySide.mostThreads, keepingPages: Bool = true,
    make: @escaping @Sendable (Int, Session) throws -> Value
  ) throws -> [Value] {
    // A store that is not there, or an actor without rights, is found out before anything begins.
    _ = try actor()
    if let made = try made(count, threads, keepingPages, make) {
      made.flatMap(\.notes).forEach(note)
      return made.map(\.value)
    }
    if keepingPages { try keepManyPages() }
    return try read { _ in try (0..<count).map { try make($0, self) } }
  }

  /// The values of several threads; nil when they have to be made by one.
  private func made<Value: Sendable>(
    _ count: Int, _ threads: Int, _ keepsPages: Bool,
    _ make: @escaping @Sendable (Int, Session) throws -> Value
  ) throws -> [SideBySide.Made<Value>]? {
    let makeOne: @Sendable (Int, Session) throws -> SideBySide.Made<Value> = { place, session in
      let (value, notes) = try session.collectingNotes { try make(place, session) }
      return SideBySide.Made(value: value, notes: notes)
    }
    if let sharedWork { return try sharedWork.share(count, self, make: makeOne) }
    guard othersSeeTheSame, count > 0, threads > 1 else { return nil }
    // It is only asked for what it knows while the threads work.
    nonisolated(unsafe) let parent = self
    return SharedWork.run(count, threads: threads, make: makeOne) { work in
      let session = try parent.sibling(sharing: work)
      if keepsPages { try session.keepManyPages() }
      try session.read { try work.help(session, in: $0) }
    }
  }

  /// Whether values that `readSideBySide` makes are made by several threads, if there are any.
  var mayDivideWork: Bool {
    sharedWork != nil || othersSeeTheSame && SideBySide.mostThreads > 1
  }
}
