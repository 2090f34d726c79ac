/** Which forwards of a plan would lead callers in a circle, before anything is saved (M6). */
import type * as contract from '@mainline/contract'
import { forwardsBack } from '@mainline/pbx'
import { type Database, findKnownNumbers } from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { forwardsOf, loadForwardGraph } from './forward-graph.ts'

export const checkForwards =
  ({ database: { pool } }: { database: Database }): Handler<typeof contract.checkForwards> =>
  async ({ body: { numbers } }, { db, principal }) => {
    const own = await findKnownNumbers(
      db,
      numbers.map(({ e164 }) => e164),
    )
    // Whose number it is not, or not yet, would learn by this where others forward to.
    const judged = numbers.filter(({ e164 }) => own.has(e164) || principal.role === 'provider-admin')
    const planned = new Map(judged.map(({ e164, forwards }) => [e164, forwards]))
    const graph = await loadForwardGraph(pool, [...new Set([...planned.values()].flat())], Date.now())
    const next = (e164: string) => planned.get(e164) ?? forwardsOf(graph.get(e164))
    const loops = judged.map(({ e164, forwards }) => ({
      e164,
      forwards: [...forwardsBack(e164, forwards, next)],
    }))
    return { loops: loops.filter(({ forwards }) => forwards.length > 0) }
  }
