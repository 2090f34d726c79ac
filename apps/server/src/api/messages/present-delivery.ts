/** A letter about a message as the contract shows it. */
import type { messageDelivery } from '@mainline/contract'
import type { MessageDelivery } from '@mainline/storage'
import type { z } from 'zod'
import { triedForMs } from '../../jobs/deliver-message.ts'
import { toIso, toIsoOrNull } from '../instant.ts'

/** @param nextTryAt ms since the epoch */
export function presentDelivery(
  row: MessageDelivery,
  nextTryAt: number | undefined,
): z.output<typeof messageDelivery> {
  const { recipient, state, attempts, lastError, settledAt, createdAt } = row
  return {
    recipient,
    state,
    attempts,
    lastError,
    settledAt: toIsoOrNull(settledAt),
    nextTryAt: toIsoOrNull(nextTryAt),
    triedUntil: state === 'queued' ? toIso(createdAt + triedForMs) : null,
  }
}
