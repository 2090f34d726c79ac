/** The plan by which calls to a number are handled now. Found as the asker sees it, loaded as the engine does. */
import { type Database, type Db, findNumber, type LivePlan, loadPlans } from '@mainline/storage'

/** @returns undefined when the asker has no such number */
export async function livePlanOf(
  db: Db,
  pool: Database['pool'],
  numberId: string,
): Promise<LivePlan | undefined> {
  const number = await findNumber(db, numberId)
  if (!number) return undefined
  const [live] = await loadPlans(pool, number.e164, Date.now(), 1)
  return live
}
