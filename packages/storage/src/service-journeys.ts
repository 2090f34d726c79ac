/**
 * The journey that the first voice service of an organization at a site starts (N10): numbers reserved, nominated and
 * sent on their way to ACTIVE in one transaction; engines confirm them afterwards, number by number.
 */
import { isRefusal, type Journey, planJourney, type Refusal } from '@mainline/pbx'
import type { ExpressionBuilder } from 'kysely'
import { findCallSettings } from './call-settings.ts'
import { huntMemberCandidates, setHuntMembers } from './hunt-members.ts'
import { newId } from './id.ts'
import { equipNumber } from './number-equipment.ts'
import { abandonActivation, activate, allocate, confirmPending, nominate, takeBack } from './number-life.ts'
import type { NumberAnswer } from './numbers.ts'
import type { JourneyStep, ServiceJourney, VoiceService } from './schema/life.ts'
import type { Db, PhoneNumber, Schema, Site, Tx } from './schema.ts'
import type { SecretBox } from './secrets.ts'
import { inTransaction } from './transaction.ts'
import { lockVoiceService, lowerVoiceService } from './voice-services.ts'

type NumberRefusal = Extract<NumberAnswer, { kind: 'refusal' }>

/** The latest journey of an organization at a site. */
export async function findServiceJourney(
  db: Db,
  organizationId: string,
  siteId: string,
): Promise<ServiceJourney | undefined> {
  return db
    .selectFrom('serviceJourneys')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('siteId', '=', siteId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Journeys that began and did not end: their server may have died. */
export async function unfinishedJourneys(db: Db): Promise<ServiceJourney[]> {
  return db.selectFrom('serviceJourneys').selectAll().where('endedAt', 'is', null).orderBy('id').execute()
}

/**
 * Starts the journey of a service that was just set, in the transaction that set it. A refusal has to roll that back.
 *
 * @param by for the history of the settings that main numbers begin with (N11)
 * @returns undefined when there was a journey already, or nothing was bought
 */
export async function beginServiceJourney(
  db: Db,
  secrets: SecretBox,
  service: VoiceService,
  by: string,
): Promise<ServiceJourney | NumberRefusal | undefined> {
  return inTransaction(db, (tx) => begin(tx, secrets, service, by))
}

async function begin(
  tx: Tx,
  secrets: SecretBox,
  service: VoiceService,
  by: string,
): Promise<ServiceJourney | NumberRefusal | undefined> {
  const known = await findServiceJourney(tx, service.organizationId, service.siteId)
  if (service.quantity === 0 || (known && known.failure === null)) return undefined
  const journey = await plan(tx, service)
  if (isRefusal(journey)) return journey
  const steps = stepsOf(journey)
  const numbers = new Map(
    [...journey.activate, journey.main, ...journey.allocate].map((one) => [one?.id, one]),
  )
  // Ordinary numbers first: they are the members of a new main number (M7).
  const byKind = [...steps].sort((a, b) => Number(a.kind === 'main') - Number(b.kind === 'main'))
  for (const step of byKind) {
    const number = numbers.get(step.numberId)
    const refused = number && (await walk(tx, secrets, { number, step, service, by }))
    if (refused) return refused
  }
  return tx
    .insertInto('serviceJourneys')
    .values({
      id: newId(),
      operatorId: service.operatorId,
      siteId: service.siteId,
      organizationId: service.organizationId,
      quantity: service.quantity,
      steps: JSON.stringify(steps),
      startedAt: Date.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/**
 * When every engine routes the numbers: all become ACTIVE, the main number last, with the others as its members (M7).
 *
 * @param unconfirmedBy names of engines that were dead, so that nobody waited for them
 */
export async function completeJourney(
  db: Db,
  journey: ServiceJourney,
  unconfirmedBy: readonly string[] = [],
): Promise<ServiceJourney> {
  const pending = await numbersOf(db, journey, 'PENDING')
  for (const number of pending.filter(({ kind }) => kind === 'ordinary'))
    await confirmPending(db, number.id, unconfirmedBy)
  for (const main of pending.filter(({ kind }) => kind === 'main')) {
    // Settings of version 1 are those of this activation: nobody has chosen members yet.
    if ((await findCallSettings(db, main.id))?.version === 1)
      await setHuntMembers(db, main.id, await huntMemberCandidates(db, main.id))
    await confirmPending(db, main.id, unconfirmedBy)
  }
  return endServiceJourney(db, journey, null)
}

/** When an engine did not confirm: everything is as it was before the service was bought. @param failure in words */
export async function takeBackJourney(
  db: Db,
  journey: ServiceJourney,
  failure: string,
): Promise<ServiceJourney> {
  return inTransaction(db, async (tx) => {
    const { organizationId, siteId } = journey
    const service = await lockVoiceService(tx, organizationId, siteId)
    const pending = new Set((await numbersOf(tx, journey, 'PENDING')).map(({ id }) => id))
    for (const { numberId, actions } of journey.steps.filter((step) => pending.has(step.numberId))) {
      let number = await abandonActivation(tx, numberId)
      if (!isRefused(number) && actions.includes('allocate'))
        number = await takeBack(tx, numberId, number.version)
      if (!isRefused(number) && actions.includes('nominate'))
        await nominate(tx, numberId, number.version, 'ordinary')
    }
    // Whoever has bought more or fewer units meanwhile wants those.
    if (service?.quantity === journey.quantity) await lowerVoiceService(tx, service)
    return endServiceJourney(tx, journey, failure)
  })
}

/**
 * Of an organization that has left meanwhile nothing is kept.
 *
 * @param failure why everything was taken back; null when all numbers are ACTIVE
 */
async function endServiceJourney(
  db: Db,
  journey: ServiceJourney,
  failure: string | null,
): Promise<ServiceJourney> {
  const endedAt = Date.now()
  const ended = await db
    .updateTable('serviceJourneys')
    .set({ endedAt, failure })
    .where('id', '=', journey.id)
    .returningAll()
    .executeTakeFirst()
  return ended ?? { ...journey, endedAt, failure: 'the organization has left' }
}

/** The numbers of a journey as they are now, in the order of its steps. */
export async function journeyNumbers(db: Db, journey: ServiceJourney): Promise<PhoneNumber[]> {
  const ids = journey.steps.map((step) => step.numberId)
  if (ids.length === 0) return []
  const rows = await db.selectFrom('numbers').selectAll().where('id', 'in', ids).execute()
  return rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

const numbersOf = async (db: Db, journey: ServiceJourney, state: PhoneNumber['state']) =>
  (await journeyNumbers(db, journey)).filter((number) => number.state === state)

async function plan(tx: Tx, service: VoiceService): Promise<Journey<PhoneNumber> | Refusal> {
  // Journeys of a site go one after the other, so that none takes what the other has counted on.
  const site = await tx
    .selectFrom('sites')
    .selectAll()
    .where('id', '=', service.siteId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const own = await tx
    .selectFrom('numbers')
    .selectAll()
    .where('organizationId', '=', service.organizationId)
    .where('siteId', '=', service.siteId)
    .forUpdate()
    .execute()
  return planJourney(
    { ...site, quantity: service.quantity },
    own,
    await freeNumbers(tx, site, service.quantity),
  )
}

/** The lowest free ones of each kind, as many as can be needed; what somebody else is taking right now is left out. */
async function freeNumbers(tx: Tx, site: Site, quantity: number): Promise<PhoneNumber[]> {
  const lowest = (kind: PhoneNumber['kind'], count: number) =>
    tx
      .selectFrom('numbers')
      .selectAll()
      .where('siteId', '=', site.id)
      .where('state', '=', 'AVAILABLE')
      .where('special', '=', false)
      .where('kind', '=', kind)
      .orderBy(digits)
      .orderBy('e164')
      .limit(count)
      .forUpdate()
      .skipLocked()
      .execute()
  return [...(await lowest('main', 1)), ...(await lowest('ordinary', quantity + 1))]
}

const digits = (of: ExpressionBuilder<Schema, 'numbers'>) => of.fn<number>('length', ['e164'])

function stepsOf({ activate: reserved, main, allocate: free }: Journey<PhoneNumber>): JourneyStep[] {
  const step = (number: PhoneNumber, kind: JourneyStep['kind'], actions: JourneyStep['actions']) => ({
    numberId: number.id,
    e164: number.e164,
    kind,
    actions,
  })
  return [
    ...reserved.map((number) => step(number, number.kind, ['activate'])),
    ...(main
      ? [
          step(
            main,
            'main',
            main.kind === 'main' ? ['allocate', 'activate'] : ['nominate', 'allocate', 'activate'],
          ),
        ]
      : []),
    ...free.map((number) => step(number, 'ordinary', ['allocate', 'activate'])),
  ]
}

interface Walk {
  readonly number: PhoneNumber
  readonly step: JourneyStep
  readonly service: VoiceService
  readonly by: string
}

/** One number to PENDING. */
async function walk(
  tx: Tx,
  secrets: SecretBox,
  { number, step, service, by }: Walk,
): Promise<NumberRefusal | undefined> {
  let version = number.version
  for (const action of step.actions) {
    const now =
      action === 'nominate'
        ? await nominate(tx, number.id, version, 'main')
        : action === 'allocate'
          ? await allocate(tx, number.id, version, service.organizationId)
          : await activate(tx, number.id, version)
    if (isRefused(now)) return now
    version = now.version
  }
  const refused = await equipNumber(tx, secrets, number.id, by)
  return refused as NumberRefusal | undefined
}

const isRefused = (answer: NumberAnswer): answer is NumberRefusal => isRefusal(answer)
