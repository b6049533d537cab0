import CommandLineKit

/// The pages of `crm help TOPIC`, which are man pages of sections 5 and 7.
enum HelpTopics {
  static let all: [ManTopic] = []
}
