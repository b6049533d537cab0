import CRM
import Catalogue
import Store
import Testing
import Values

/// Forms as text, and what they ask for.
@Suite struct FormTextTests {
  private static func form(_ values: [String: String] = [:]) throws -> FormText {
    let store = try TestStore()
    let layout = try store.session().read {
      try FormLayout(of: .customer, forEditing: true, in: $0)
    }
    return FormText(layout, values: values)
  }

  @Test(arguments: [
    "", "x", "a: b", "# no comment", "  led by spaces", "two\nlines", "blank\n\nline",
    "comment\n# inside", "key: value\nlevel: A", "全角：冒号", "tab\tinside", "ends with\n  indent",
  ])
  func whatIsWrittenIsRead(value: String) throws {
    let values = ["name": "N", "remark": value]
    let form = try Self.form(values)
    let read = try form.read(form.text(in: .chinese))
    for (field, text) in read {
      #expect(text == TrimmedBytes.trimmed(values[field.name] ?? ""), "\(field.name)")
    }
    #expect(try form.changes(in: form.text(in: .english)).isEmpty)
  }

  @Test func onlyChangedValuesCount() throws {
    let form = try Self.form(["name": "A", "phone": "1", "remark": "r"])
    let changes = try form.changes(in: "# c\n\nname*: A\nphone: 2\nremark:\n  new\n  text\n")
    #expect(changes.map(\.field.name) == ["phone", "remark"])
    #expect(changes.map(\.text) == ["2", "new\ntext"])
  }

  @Test(arguments: [
    ("name A\n", 1), ("\nnmae: A\n", 2), ("name: A\nname: B\n", 2), ("#\n owner: x\n", 2),
    ("pool: public\n", 1),
  ])
  func wrongLinesAreNamed(text: String, line: Int) throws {
    let form = try Self.form()
    #expect {
      try form.read(text)
    } throws: {
      ($0 as? UserError)?.location?.line == line
    }
  }

  @Test func theFormOfATypeComesFirst() throws {
    let fixture = try ImportFixture()
    try fixture.run(
      """
      noun,type,items,required
      customer,,"name,phone",phone
      customer,individual,name，微信,

      """, into: .form)
    func names(_ type: String?) throws -> [String] {
      try fixture.store.session().read {
        try FormLayout(of: .customer, type: type, forEditing: false, in: $0).items.map {
          $0.field.name + ($0.isRequired ? "*" : "")
        }
      }
    }
    #expect(try names(nil) == ["name*", "phone*"])
    #expect(try names("enterprise") == ["name*", "phone*"])
    #expect(try names("individual") == ["name*", "wechat"])
  }
}
