/** What activating and deactivating a number needs, and the waits that both have in common. */
import type { Database, SecretBox } from '@mainline/storage'
import type { Obedience, RouteAcknowledgement } from '../../http/ports.ts'
import { obeyedSoon } from '../obeyed-soon.ts'

export interface ActivationNeeds {
  /** All tenants: forwards in a circle are looked for among all of them (M6). */
  readonly pool: Database['pool']
  readonly secrets: SecretBox
  readonly routing: RouteAcknowledgement
  /** How long engines may take to confirm, ms. */
  readonly confirmationMs: number
}

/** N5: whether every live engine routes the number. One that fails has not confirmed. */
export async function isRouted(needs: ActivationNeeds): Promise<Obedience> {
  return needs.routing.obeyed(needs.confirmationMs).catch(() => ({ obeyed: false, late: [], silent: [] }))
}

/** The answer, when the engines have heard of the last step too: a call that is placed upon it finds it so. */
export async function afterLastStep<Answer>(
  needs: ActivationNeeds,
  answer: Promise<Answer>,
): Promise<Answer> {
  const given = await answer
  await obeyedSoon(needs.routing)
  return given
}

/** "Engine london-2:5060 did not confirm". */
export const unconfirmed = ({ late }: Obedience, number: string): string =>
  late.length > 0
    ? `${late.length > 1 ? 'the engines' : 'the engine'} ${late.join(', ')} did not confirm in time; ${number}`
    : `no engine confirmed in time; ${number}`
