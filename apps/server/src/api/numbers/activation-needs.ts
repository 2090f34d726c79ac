/** What activating and deactivating a number needs, and the wait that both have in common. */
import type { PhoneNumber, SecretBox } from '@mainline/storage'
import type { RouteAcknowledgement } from '../../http/ports.ts'

export interface ActivationNeeds {
  readonly secrets: SecretBox
  readonly routing: RouteAcknowledgement
  /** How long engines may take to confirm, ms. */
  readonly confirmationMs: number
}

/** N5: whether every engine routes the number by this version. An engine that fails has not confirmed. */
export async function isRouted(needs: ActivationNeeds, { id, version }: PhoneNumber): Promise<boolean> {
  return needs.routing.waitForRoute(id, version, needs.confirmationMs).catch(() => false)
}
