/** Buys, raises or lowers a voice service; the first one takes its organization through the automatic journey (N9, N10). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { isRefused, presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { finishJourney } from '../../life/finish-journey.ts'
import { judgeJourney } from '../../life/judge-journey.ts'
import { type ActivationNeeds, afterLastStep, isRouted } from '../numbers/activation-needs.ts'
import { presentNumber } from '../numbers/present-number.ts'
import { presentJourney, presentServiceOf, usesOf } from './present-voice-service.ts'

export const setVoiceService =
  (needs: ActivationNeeds): Handler<typeof contract.setVoiceService> =>
  async ({ params, body }, { db, principal }) => {
    const set = await transact(db, async (tx) => {
      const before = await storage.findVoiceService(tx, params.organizationId, params.siteId)
      const service = await storage.setVoiceService(tx, { ...params, ...body })
      if (isRefused(service)) return refused(tx, service, params)
      // One that was there already is no first one, however it came: by a journey, an import or a sample.
      if (before && before.quantity > 0) return { service, journey: undefined }
      const journey = await storage.beginServiceJourney(tx, needs.secrets, service, principal.name)
      return isRefused(journey) ? (presented(journey, presentNumber) as Refused) : { service, journey }
    })
    if (Refused.is(set)) return set
    const { service, journey } = set
    if (!journey) return { ...(await presentServiceOf(db, service)), journey: null }
    const looping = await judgeJourney(db, needs, journey)
    if (looping) {
      await storage.takeBackJourney(db, journey, looping.words)
      return looping
    }
    const ended = await afterLastStep(
      needs,
      isRouted(needs).then((routed) => finishJourney(db, journey, routed)),
    )
    if (ended.failure !== null)
      return new Refused('route-unconfirmed', `${ended.failure}; everything is as it was before`)
    return { ...(await presentServiceOf(db, service)), journey: await presentJourney(db, ended) }
  }

type Refusal = Extract<storage.VoiceServiceAnswer, { kind: 'refusal' }>

async function refused(
  db: storage.Db,
  refusal: Refusal,
  { organizationId, siteId }: { organizationId: string; siteId: string },
): Promise<Refused> {
  if (refusal.code === 'service-quantity') {
    const uses = await usesOf(db, organizationId, siteId)
    const used = uses.reduce((sum, { units }) => sum + units, 0)
    return new Refused(refusal.code, refusal.words, { uses, values: { used } })
  }
  const current = 'current' in refusal ? (refusal.current as storage.VoiceService | undefined) : undefined
  const details = current && { current: await presentServiceOf(db, current) }
  return new Refused(refusal.code, refusal.words, details)
}
