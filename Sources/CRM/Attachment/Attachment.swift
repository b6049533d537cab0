import Catalogue

extension Noun {
  /// Files that hang on records; their contents lie beside the database, in `ContentFolder`.
  package static let attachment = Noun(
    "attachment", command: "attach", plural: "attachments", "Attachment", "附件",
    summary: "files that hang on records", identifyingFields: [], describesStore: true,
    isReadOnly: true,
    fields: [
      Field(
        "name", .text, "Name", "文件名", setter: .computed, isListed: true,
        "What the file is called")
    ]
      + holders.map { noun in
        Field(
          noun.name, .reference(noun.name), noun.label.english, noun.label.chinese,
          setter: .computed, makesPart: true, "The \(noun.name) on which it hangs")
      } + [
        Field(
          "bytes", .integer(0...Int64.max), "Bytes", "字节数", setter: .computed, isListed: true,
          "How large it is"),
        Field(
          "sha256", .text, "SHA-256", "SHA-256", setter: .computed,
          "The hash of its content, which is also the content's name in the folder files/"),
      ])

  /// The nouns whose records files hang on; each has a column in the table.
  private static var holders: [Noun] {
    [.customer, .contact, .lead, .opportunity, .activity, .task, .ticket, .contract, .product]
  }
}

/// The record on which a file hangs.
enum AttachmentHolder {
  /// The names of the nouns whose records files hang on.
  static let nouns: [String] = Noun.attachment.fields.filter(\.makesPart).map(\.name)
}
