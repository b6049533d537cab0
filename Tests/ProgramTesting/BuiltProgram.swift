import Foundation

/// The `crm` that the tests run: the one built together with them, unless `CRM_BINARY` names
/// another.
package enum BuiltProgram {
  package static let path: String = {
    if let path = ProcessInfo.processInfo.environment["CRM_BINARY"] { return path }
    // The running test bundle lies beside the other products of its build.
    let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return bundle.deletingLastPathComponent().appendingPathComponent("crm").path
  }()
}
