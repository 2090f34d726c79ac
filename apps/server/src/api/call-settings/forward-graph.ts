/** Where numbers of the platform forward to, as far as it can be reached from some of them (M6). */
import { forwardsOfRoute, type NumberPlan, routesOf } from '@mainline/pbx'
import { type Database, holdForwards, loadPlans, type Tx } from '@mainline/storage'

/** Connections for prepared statements. */
export type Pool = Database['pool']

/** What judging forwards needs. */
export interface JudgeNeeds {
  /** The transaction that saves: what was judged holds until its end. */
  readonly tx: Tx
  /** All tenants: loops are looked for among all of them. */
  readonly pool: Pool
}

/** Longer chains than this are taken for an end: a call spends five redirects at most (C11). */
const mostNumbers = 200

/** The plans reachable by forwarding, by E.164; a number that is not the platform's is not among them. */
export type ForwardGraph = ReadonlyMap<string, NumberPlan>

/** Walks from the given E.164 numbers. */
export async function loadForwardGraph(
  pool: Pool,
  from: readonly string[],
  now: number,
): Promise<ForwardGraph> {
  const graph = new Map<string, NumberPlan>()
  const wanted = new Set(from)
  for (const e164 of wanted) {
    if (graph.size === mostNumbers) break
    const [loaded] = await loadPlans(pool, e164, now, 1)
    if (!loaded) continue
    graph.set(e164, loaded.plan)
    // A Set visits what is added while it is walked.
    for (const next of forwardsOf(loaded.plan)) wanted.add(next)
  }
  return graph
}

/** The same for what is about to be saved: until the transaction ends, nobody else saves a forward. */
export async function holdForwardGraph(
  { tx, pool }: JudgeNeeds,
  from: readonly string[],
): Promise<ForwardGraph> {
  if (from.length === 0) return new Map()
  await holdForwards(tx)
  return loadForwardGraph(pool, from, Date.now())
}

/** All numbers that a number forwards to, whatever the hour. */
export const forwardsOf = (plan: NumberPlan | undefined): readonly string[] =>
  plan ? routesOf(plan).flatMap(({ route }) => forwardsOfRoute(route)) : []
