import Testing
import Values

@testable import Tabular

@Suite struct FileSourceTests {
  @Test func refusesWhatIsNoFile() throws {
    let missing = #expect(throws: UserError.self) { try FileSource(path: "/nowhere/leads.csv") }
    #expect(missing?.exit == .noInput)
    #expect(missing?.message == "no such file: /nowhere/leads.csv")
    let directory = #expect(throws: UserError.self) { try FileSource(path: "/") }
    #expect(directory?.exit == .noInput)
    #expect(directory?.message == "/ is a directory, not a file")
  }

  @Test func readsAFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("a,b\n1,2\n", to: "leads.csv")
    let source = try FileSource(path: folder.path("leads.csv"))
    #expect(source.size == 8)
    let reader = try CSVReader(source: source, name: "leads.csv")
    #expect(try CSVHeader(reader).names == ["a", "b"])
    #expect(try reader.next())
    #expect(fields(of: reader.record) == ["1", "2"])
    #expect(reader.bytesRead == 8)
  }
}
