/** What the main numbers of a journey would do (M6, N10), now that others can see them. */
import { type Db, journeyNumbers, type ServiceJourney } from '@mainline/storage'
import type { JudgeNeeds } from '../api/call-settings/forward-graph.ts'
import { judgeActivation } from '../api/numbers/judge-activation.ts'
import type { Refused } from '../errors.ts'
import { transact } from '../http/transact.ts'

/** @returns a refusal that names the route of the first one that would lead callers in a circle */
export async function judgeJourney(
  db: Db,
  { pool }: Pick<JudgeNeeds, 'pool'>,
  journey: ServiceJourney,
): Promise<Refused | undefined> {
  for (const number of await journeyNumbers(db, journey)) {
    const looping = await transact(db, (tx) => judgeActivation({ tx, pool }, number))
    if (looping) return looping
  }
  return undefined
}
