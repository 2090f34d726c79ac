/**
 * What an earlier version of the settings needs and no longer finds: a number of the platform that takes no calls any
 * more, or every member of the group that it rings. Asked of all tenants, as calls are.
 */
import { eligibleMembers, type NumberPlan, type Refusal, type Route, refuse } from '@mainline/pbx'
import { type CallSettings, loadPlans, type PhoneNumber } from '@mainline/storage'
import { type Refused, refusedFor } from '../../errors.ts'
import type { Pool } from './forward-graph.ts'

/** @returns a refusal that names each step; undefined when everything is there */
export async function whatIsGone(
  pool: Pool,
  number: PhoneNumber,
  { routes, version }: CallSettings,
): Promise<Refused | undefined> {
  const now = Date.now()
  const planOf = async (e164: string) => (await loadPlans(pool, e164, now, 1))[0]?.plan
  const own = await planOf(number.e164)
  const faults: Refusal[] = []
  const walk = async (path: string, { steps }: Route) => {
    for (const [index, step] of steps.entries()) {
      const what =
        step.target === 'hunt-group' && own !== undefined && eligibleMembers(own.members).length === 0
          ? 'the hunt group has no members'
          : step.target === 'forward' && isGone(await planOf(step.number))
            ? `${step.number} takes no calls`
            : undefined
      if (what !== undefined) faults.push(refuse('rollback-gone', { path, step: index + 1, version, what }))
    }
  }
  await walk('In hours', routes.inHours)
  await walk('Out of hours', routes.outOfHours)
  return refusedFor(faults)
}

/** A number that is not the platform's cannot be judged. */
const isGone = (plan: NumberPlan | undefined): boolean =>
  plan !== undefined && plan.state !== 'ACTIVE' && !plan.receivesWhilePending
