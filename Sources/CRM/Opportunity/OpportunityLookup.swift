import Catalogue
import Store
import Values

/// What new opportunities look up, row after row: pipelines, stages, products, customers' names.
final class OpportunityLookup {
  private let context: CreationContext
  private var firstPipeline: Int64?
  private var pipelines: [Int64: PipelineStages] = [:]
  private let stageNames: StageNames
  let products: LineProducts
  private var customers: [Int64: String] = [:]

  /// Names are kept for files that name the same customers over and over, within bounds.
  private static let capacity = 50_000

  init(_ context: CreationContext) {
    self.context = context
    products = LineProducts(in: context.db)
    stageNames = StageNames(
      session: context.session, in: context.db, allowsBareID: context.reader.source == .option)
  }

  func defaultPipeline() throws -> Int64 {
    if let firstPipeline { return firstPipeline }
    let id = try PipelineStages.defaultPipeline(in: context.db)
    firstPipeline = id
    return id
  }

  func stages(of pipeline: Int64) throws -> PipelineStages {
    if let known = pipelines[pipeline] { return known }
    let stages = try PipelineStages(of: pipeline, in: context.db)
    pipelines[pipeline] = stages
    return stages
  }

  /// The id of the stage that the text names in this pipeline.
  func stage(_ text: String, in pipeline: PipelineStages) throws -> Int64 {
    do {
      return try stageNames.id(for: text, in: pipeline)
    } catch var error as UserError where error.exit == .notFound && context.source.isImport {
      error.hints.append("--set pipeline=NAME names another pipeline")
      throw error
    }
  }

  /// The stage of this id, which must be one of the pipeline's.
  func member(_ id: Int64, of pipeline: PipelineStages) throws -> PipelineStages.Stage {
    if let stage = pipeline[id] { return stage }
    // A stage that was made after the pipeline was read, by the same operation.
    let fresh = try PipelineStages(of: pipeline.pipeline, in: context.db)
    pipelines[pipeline.pipeline] = fresh
    if let stage = fresh[id] { return stage }
    throw UserError(
      .usage, "stage/\(id) is not a stage of the pipeline '\(pipeline.name)'", code: "E_STAGE",
      hints: ["its stages: \(fresh.stages.map(\.name).joined(separator: ", "))"])
  }

  func customer(_ id: Int64) throws -> String {
    if let known = customers[id] { return known }
    let name: String? = try context.db.value("SELECT name FROM customer WHERE id = \(id)")
    guard let name else { throw UserError(.notFound, "no customer/\(id)") }
    if customers.count >= Self.capacity { customers.removeAll(keepingCapacity: true) }
    customers[id] = name
    return name
  }
}
