/** The proof that no call to a number ends in a dead end (M6, product §6.2). */
import type * as contract from '@mainline/contract'
import { forwardsOfRoute, proveNoDeadEnd as prove, routesOf } from '@mainline/pbx'
import type * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { forwardsOf, loadForwardGraph } from '../call-settings/forward-graph.ts'
import { noSettings } from '../call-settings/no-settings.ts'
import { livePlanOf } from '../live-plan-of.ts'

export const proveNoDeadEnd =
  ({ database: { pool } }: { database: storage.Database }): Handler<typeof contract.proveNoDeadEnd> =>
  async ({ params: { numberId } }, { db }) => {
    const live = await livePlanOf(db, pool, numberId)
    if (!live) return noSuch('number')
    const routes = routesOf(live.plan)
    if (routes.length === 0) return noSettings(db, numberId)
    const forwards = routes.flatMap(({ route }) => forwardsOfRoute(route))
    const graph = await loadForwardGraph(pool, forwards, Date.now())
    const { holds, cases, ends, faults } = prove(live.plan, (e164) => forwardsOf(graph.get(e164)))
    return {
      holds,
      routes: routes.map(({ path }) => path),
      cases,
      ends,
      faults: faults.map(({ code, words }) => ({ code, message: words })),
    }
  }
