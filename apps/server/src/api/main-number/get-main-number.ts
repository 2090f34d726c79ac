/** The summary that the row of a main number expands to (M4), by the code that handles its calls. */
import type * as contract from '@mainline/contract'
import {
  defaultCard,
  greetingAt,
  hoursInWords,
  type NumberPlan,
  preview,
  routeInWords,
  settingsUnder,
  timetableOf,
} from '@mainline/pbx'
import * as storage from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import type { ReceptionPort } from '../../http/ports.ts'
import { livePlanOf } from '../live-plan-of.ts'
import { presentNumber } from '../numbers/present-number.ts'
import { presentPinState } from '../pins/present-pin-state.ts'
import { presentRules } from '../preview/present-ruling.ts'
import { presentShownCard } from '../reception-cards/present-card.ts'
import { presentMembers } from './present-members.ts'

type Shown = contract.MethodOutput<typeof contract.getMainNumber>

export const getMainNumber =
  ({
    database,
    reception,
  }: {
    database: storage.Database
    reception: ReceptionPort
  }): Handler<typeof contract.getMainNumber> =>
  async ({ params: { numberId } }, { db }) => {
    const number = await storage.findNumber(db, numberId)
    const live = await livePlanOf(db, database.pool, numberId)
    if (!number || !live) return noSuch('number')
    if (number.kind !== 'main') return new Refused('not-found', 'only a main number has this summary')
    const settings = await storage.findCallSettings(db, numberId)
    const now = Date.now()
    const seatsReady = await reception.attending(number.siteId)
    const rightNow = settings ? reachedNow(live, now, seatsReady) : null
    return {
      number: presentNumber(number),
      settings: settings ? settingsInWords(live.plan, settings, now) : null,
      rightNow,
      members: presentMembers(live),
      seatsReady,
      card: rightNow ? await cardNow(db, live.plan, now, rightNow.ruling.open) : null,
      voicemail: await voicemailOf(db, live.plan, now),
      datedChanges: (live.plan.changes ?? []).map(({ id, name, from, until }) => ({ id, name, from, until })),
    }
  }

/** "Right now a caller reaches …", and which rule has it so. */
function reachedNow({ plan, devices }: storage.LivePlan, at: number, readySeats: number): Shown['rightNow'] {
  const ringing = devices.filter(({ registrations }) => registrations.length > 0)
  const reach = (id: string) => ringing.filter((device) => device.numberId === id)
  const { sentence } = preview({ number: plan, at, reach, readySeats })
  const { now: ruling, next } = presentRules(timetableOf(plan), at)
  return { sentence, ruling, next }
}

/** The settings as they hold at the instant, a dated change included. */
function settingsInWords(plan: NumberPlan, row: storage.CallSettings, at: number): Shown['settings'] {
  const { change } = timetableOf(plan).rulingAt(at)
  const own = storage.toPbxSettings(row)
  const inForce = change ? settingsUnder(own, change) : own
  const source = change?.hours ? 'dated-change' : inForce.hours ? 'number' : 'site'
  const { version, voicemailEmails, emailAs } = row
  return {
    ...{ version, voicemailEmails, emailAs },
    inHours: routeInWords(inForce.inHours),
    outOfHours: routeInWords(inForce.outOfHours),
    hours: {
      inWords: hoursInWords(inForce.hours ?? plan.siteHours),
      source,
      ofSite: hoursInWords(plan.siteHours),
    },
  }
}

async function cardNow(db: storage.Db, plan: NumberPlan, at: number, open: boolean): Promise<Shown['card']> {
  const { numberId, zone, language, organizationName } = plan
  const card = (await storage.findReceptionCard(db, numberId))?.card ?? defaultCard
  return presentShownCard(card, { at, open, zone, language, organizationName })
}

async function voicemailOf(db: storage.Db, plan: NumberPlan, at: number): Promise<Shown['voicemail']> {
  const mailbox = await storage.findMailboxOfNumber(db, plan.numberId)
  if (!mailbox) return null
  const counts = await storage.countMessages(db, mailbox.id)
  const greetings = await storage.listGreetings(db, mailbox.id)
  return {
    greetings: {
      inHours: greetingHeard(plan, greetings, { open: true, at }),
      outOfHours: greetingHeard(plan, greetings, { open: false, at }),
    },
    newMessages: counts.new,
    savedMessages: counts.saved,
    pin: presentPinState(await storage.pinState(db, mailbox.id)),
  }
}

type Greeting = NonNullable<Shown['voicemail']>['greetings']['inHours']

/** Which greeting a caller hears on one of the two routes. */
function greetingHeard(
  { mailbox, language }: NumberPlan,
  kept: readonly { readonly path: string; readonly seconds: number }[],
  occasion: { readonly open: boolean; readonly at: number },
): Greeting {
  const found = greetingAt(mailbox?.greetings ?? [], { ...occasion, language })
  if (!found) return { kind: 'default', seconds: null }
  return { kind: 'own', seconds: kept.find(({ path }) => path === found.file)?.seconds ?? null }
}
