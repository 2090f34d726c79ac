/** A voice service, its uses and its journey as the contract shows them. */
import type {
  getVoiceService,
  MethodOutput,
  serviceJourney,
  serviceUse,
  voiceService,
} from '@mainline/contract'
import { unitsOf } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import type { z } from 'zod'
import { toIso, toIsoOrNull } from '../instant.ts'

export const presentService = (
  row: storage.VoiceService & { used: number },
): z.output<typeof voiceService> => ({
  ...row,
  createdAt: toIso(row.createdAt),
  changedAt: toIso(row.changedAt),
})

/** With what is used of it. */
export async function presentServiceOf(db: storage.Db, row: storage.VoiceService) {
  return presentService({ ...row, used: await storage.unitsUsed(db, row.organizationId, row.siteId) })
}

/** N9: what uses the units of a service. */
export async function usesOf(
  db: storage.Db,
  organizationId: string,
  siteId: string,
): Promise<z.output<typeof serviceUse>[]> {
  const { mainNumberUnits = 1 } = (await storage.findSite(db, siteId)) ?? {}
  const numbers = await storage.numbersInUse(db, organizationId, siteId)
  return numbers.map((number) => ({
    numberId: number.id,
    e164: number.e164,
    kind: number.kind,
    state: number.state,
    units: unitsOf(number, mainNumberUnits),
  }))
}

/** N10: how far it is, its numbers tell. */
export async function presentJourney(
  db: storage.Db,
  journey: storage.ServiceJourney,
): Promise<z.output<typeof serviceJourney>> {
  const states = new Map((await storage.journeyNumbers(db, journey)).map(({ id, state }) => [id, state]))
  return {
    id: journey.id,
    state: journey.failure !== null ? 'failed' : journey.endedAt === null ? 'running' : 'done',
    quantity: journey.quantity,
    startedAt: toIso(journey.startedAt),
    endedAt: toIsoOrNull(journey.endedAt),
    failure: journey.failure,
    steps: journey.steps.map(({ actions, ...step }) => ({
      ...step,
      actions: [...actions],
      state: states.get(step.numberId) ?? 'AVAILABLE',
    })),
  }
}

/** All of it. */
export async function presentWhole(
  db: storage.Db,
  row: storage.VoiceService,
): Promise<MethodOutput<typeof getVoiceService>> {
  const journey = await storage.findServiceJourney(db, row.organizationId, row.siteId)
  return {
    ...(await presentServiceOf(db, row)),
    uses: await usesOf(db, row.organizationId, row.siteId),
    journey: journey ? await presentJourney(db, journey) : null,
  }
}
