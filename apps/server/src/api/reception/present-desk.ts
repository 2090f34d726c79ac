/** What the engine knows of a reception, with the cards that its people read (M11). */
import { type getDesk, type MethodOutput, withoutUnseen } from '@mainline/contract'
import type { DeskView } from '@mainline/engine'
import { defaultCard } from '@mainline/pbx'
import { type Db, type ReceptionSeat, receptionOf, type Site } from '@mainline/storage'
import { toIso, toIsoOrNull } from '../instant.ts'
import { presentShownCard } from '../reception-cards/present-card.ts'
import { presentSeat } from './present-seat.ts'

type Shown = MethodOutput<typeof getDesk>

/** @param system the whole database: a call may have come over from a site whose numbers its people do not see (C7) */
export async function presentDesk(
  system: Db,
  site: Site,
  view: DeskView,
  { now, mine }: { now: number; mine: ReceptionSeat | undefined },
): Promise<Shown> {
  const facts = await factsOf(system, [...new Set(view.calls.map(({ numberId }) => numberId))])
  const { promiseSeconds, transferSeconds, listenIn } = receptionOf(site)
  return {
    siteId: site.id,
    siteName: site.name,
    zone: site.timeZone,
    now: toIso(now),
    promiseSeconds,
    transferSeconds,
    listenIn,
    myFallback: mine?.fallback ?? null,
    seats: view.seats.map(({ callIds, since, wrapUpUntil, ...seat }) => ({
      ...seat,
      since: toIso(since),
      wrapUpUntil: toIsoOrNull(wrapUpUntil),
      liveCallIds: [...callIds],
      mine: mine?.id === seat.seatId,
    })),
    mySeat: mine && mine.closedAt === null ? presentSeat(mine) : null,
    calls: view.calls.map((call) => presentCall(call, facts, site, now)),
  }
}

interface NumberFacts {
  readonly id: string
  readonly card: ReceptionCardOf
  readonly hasMailbox: boolean
  readonly language: string
  /** Of the site that was called: its morning is the caller's. */
  readonly zone: string
}
type ReceptionCardOf = typeof defaultCard | null

async function factsOf(system: Db, numberIds: string[]): Promise<ReadonlyMap<string, NumberFacts>> {
  if (numberIds.length === 0) return new Map()
  const rows = await system
    .selectFrom('numbers')
    .innerJoin('sites', 'sites.id', 'numbers.siteId')
    .leftJoin('receptionCards', 'receptionCards.numberId', 'numbers.id')
    .leftJoin('mailboxes', (join) =>
      join.onRef('mailboxes.numberId', '=', 'numbers.id').on('mailboxes.retiredAt', 'is', null),
    )
    .select(['numbers.id', 'receptionCards.card', 'mailboxes.id as mailboxId', 'sites.timeZone as zone'])
    .select(({ fn }) => fn.coalesce('numbers.language', 'sites.language').as('language'))
    .where('numbers.id', 'in', numberIds)
    .execute()
  return new Map(
    rows.map(({ mailboxId, ...facts }) => [facts.id, { ...facts, hasMailbox: mailboxId !== null }]),
  )
}

function presentCall(
  call: DeskView['calls'][number],
  facts: ReadonlyMap<string, NumberFacts>,
  site: Site,
  now: number,
): Shown['calls'][number] {
  const { callId, since, answeredAt, stateSince, open, offeredTo, ...plain } = call
  const known = facts.get(call.numberId)
  const occasion = {
    at: now,
    open,
    zone: known?.zone ?? site.timeZone,
    language: known?.language ?? site.language,
    organizationName: call.organizationName,
  }
  return {
    ...plain,
    callerName: readable(call.callerName),
    liveCallId: callId,
    since: toIso(since),
    answeredAt: toIsoOrNull(answeredAt),
    stateSince: toIso(stateSince),
    offeredTo: [...offeredTo],
    hasMailbox: known?.hasMailbox ?? false,
    card: presentShownCard(known?.card ?? defaultCard, occasion),
  }
}

/** As carriers pass it on, a name may hold what nobody sees; a message with it would be refused, and nobody would see why. */
const readable = (name: string | null): string | null =>
  withoutUnseen(name ?? '')
    .toWellFormed()
    .trim() || null
