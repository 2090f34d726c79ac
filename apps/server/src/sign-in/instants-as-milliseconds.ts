/**
 * The sign-in library speaks in Date objects, our tables in milliseconds since the epoch: a plugin of Kysely that
 * translates between them, for the library's own connection only.
 */
import {
  type KyselyPlugin,
  type OperationNode,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type PrimitiveValueListNode,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
  type ValueNode,
} from 'kysely'

const toMilliseconds = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value)

class DatesToMilliseconds extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    return { ...node, value: toMilliseconds(node.value) }
  }
  protected override transformPrimitiveValueList(node: PrimitiveValueListNode): PrimitiveValueListNode {
    return { ...node, values: node.values.map(toMilliseconds) }
  }
}

/** Columns that hold an instant are called so. */
const instantColumn = /(At|Until)$/

const toDates = (row: UnknownRow): UnknownRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'number' && instantColumn.test(name) ? new Date(value) : value,
    ]),
  )

/** Apply it after the plugin that names columns in camelCase. */
export class InstantsAsMilliseconds implements KyselyPlugin {
  readonly #transformer = new DatesToMilliseconds()

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    return this.#transformer.transformNode(node as OperationNode) as RootOperationNode
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return { ...result, rows: result.rows.map(toDates) }
  }
}
