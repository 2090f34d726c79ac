/** A letter about a message as the contract shows it. */
import type { messageDelivery } from '@mainline/contract'
import type { MessageDelivery } from '@mainline/storage'
import type { z } from 'zod'
import { toIso } from '../instant.ts'

export function presentDelivery(row: MessageDelivery): z.output<typeof messageDelivery> {
  const { recipient, state, attempts, lastError, settledAt } = row
  return { recipient, state, attempts, lastError, settledAt: settledAt === null ? null : toIso(settledAt) }
}
