import CRM
import Catalogue
import Testing
import Values

/// Telephone numbers and addresses that nobody could call or write to are refused, in files and in
/// options alike.
@Suite struct ImportValueTests {
  @Test(arguments: [
    ("13800138000", nil), ("95588", nil), ("+1 (415) 555-0117", nil), ("010-62345678/79", nil),
    ("0755 1234567 ext. 12", nil), ("0755-1234567 x8", nil), ("0755-1234567转8", nil),
    ("0755-1234567 Extension 8", nil), ("13800138000（微信同号）", nil), ("张经理 13800138000", nil),
    ("１３８００１３８０００", nil), ("123", "E_PHONE"), ("12ab", "E_PHONE"), ("abc", "E_PHONE"),
    ("1380013800O", "E_PHONE"), ("x 13800138000", "E_PHONE"), ("call 13800138000", "E_PHONE"),
    ("0755-1234567 ext 8 or so", "E_PHONE"), ("1.38E+10", "E_PHONE_SCIENTIFIC"), ("/", "E_PHONE"),
  ])
  func telephoneNumber(_ text: String, code: String?) throws {
    try check("phone", text, code)
  }

  @Test(arguments: [
    ("cy@example.com", nil), ("a+b@localhost", nil), ("李@例子.公司", nil), ("cy＠example.com", nil),
    ("cy@", "E_EMAIL"), ("@example.com", "E_EMAIL"), ("@", "E_EMAIL"), ("example.com", "E_EMAIL"),
    ("c y@example.com", "E_EMAIL"), ("a@b@c", "E_EMAIL"), ("a@b.c;d@e.f", "E_EMAIL"),
    ("李 四@example.com", "E_EMAIL"),
  ])
  func emailAddress(_ text: String, code: String?) throws {
    try check("email", text, code)
  }

  /// Customers have a key of the value, users have none.
  private func check(_ field: String, _ text: String, _ code: String?) throws {
    let expected = code.map { ["\($0) 2:3"] } ?? []
    for noun in [Noun.customer, .user] {
      let fixture = try ImportFixture()
      #expect(try fixture.faults("name,\(field)\nA,\(text)\n", into: noun) == expected)
      let option = try ImportFixture()
      #expect(try option.refusal(of: text, as: field, of: noun) == code)
    }
  }
}

extension ImportFixture {
  /// The code with which a command refuses the value; nil when it takes it.
  fileprivate func refusal(of text: String, as field: String, of noun: Noun) throws -> String? {
    let session = store.session()
    let name = try #require(noun.field("name"))
    let tested = try #require(noun.field(field))
    do {
      _ = try session.write { db in
        try RecordAddition(noun, session: session, db: db).add([(name, "A"), (tested, text)])
      }
      return nil
    } catch let error as UserError {
      return error.code ?? "-"
    }
  }
}
