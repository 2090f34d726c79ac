/** Whether new call settings may be saved: form, hours, last step and forwarding in a circle (M6). */
import {
  type CallSettings,
  forwardsOfRoute,
  type OpeningHours,
  type Route,
  validateForwards,
  validateSettings,
} from '@mainline/pbx'
import type { PhoneNumber } from '@mainline/storage'
import { type Refused, refusedFor } from '../../errors.ts'
import { forwardsOf, holdForwardGraph, type JudgeNeeds } from './forward-graph.ts'
import { outsideAllowedAt } from './outside-allowed-at.ts'

export interface NewSettings {
  readonly version: number
  readonly inHours: Route
  readonly outOfHours: Route
  readonly hours: OpeningHours | null
}

/** @returns why the settings would trap or drop a caller; undefined when they do not */
export async function judgeSettings(
  needs: JudgeNeeds,
  { e164, siteId }: Pick<PhoneNumber, 'e164' | 'siteId'>,
  { version, inHours, outOfHours, hours }: NewSettings,
): Promise<Refused | undefined> {
  const settings: CallSettings = { version, inHours, outOfHours, hours: hours ?? undefined }
  // Settings exist from the activation on, and so does the mailbox.
  const outside = await outsideAllowedAt(needs.tx, siteId, e164)
  const faults = validateSettings(settings, { e164, hasMailbox: true, outside })
  if (faults.length > 0) return refusedFor(faults)
  const routes = [
    { path: 'In hours', route: inHours },
    { path: 'Out of hours', route: outOfHours },
  ]
  const forwards = routes.flatMap(({ route }) => forwardsOfRoute(route))
  const graph = await holdForwardGraph(needs, forwards)
  return refusedFor(validateForwards(e164, routes, (number) => forwardsOf(graph.get(number))))
}
