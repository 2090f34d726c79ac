/**
 * Preview equals reality (product §6.1): for random settings, instants, registrations and conduct of people, the path
 * that the preview tells is the path that the engine walks, with the same reasons in the same words.
 */
import { type PathEntry, preview } from '@mainline/pbx'
import type { PhoneBehaviour } from '@mainline/sip/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type AnySettings,
  anySettings,
  applySettings,
  type Conduct,
  worldOf,
} from '../office/any-settings.ts'
import { Office } from '../office/office.ts'

const runs = Number(process.env['MAINLINE_PREVIEW_RUNS'] ?? 1_000)
const people = ['Maya', 'Tom']
const caller = { number: '+442079460990', origin: 'trunk' } as const

const behaviours: Record<Conduct, PhoneBehaviour> = {
  ring: { kind: 'ring' },
  answer: { kind: 'answer', after: 2_000 },
  busy: { kind: 'reject', status: 486 },
  decline: { kind: 'reject', status: 603 },
}

it(`${runs} random settings and instants`, { timeout: 1_200_000 }, async () => {
  await using office = await Office.open({ people })
  for (const [run, settings] of fc
    .sample(anySettings(people.length), { numRuns: runs, seed: 20_261_128 })
    .entries()) {
    await arrange(office, settings)
    const live = await office.livePlan()
    await call(office, settings)
    const { path, startedAt } = await office.records.lastCall()
    const ringing = live.devices.filter(({ registrations }) => registrations.length > 0)
    const reach = (numberId: string) => ringing.filter((device) => device.numberId === numberId)
    const world = worldOf(settings, live.plan, people)
    const told = preview({ number: live.plan, at: startedAt, reach, caller, world })
    expect(path.map(lineOf), `run ${run}: ${JSON.stringify(settings)}`).toEqual(told.path.map(lineOf))
  }
})

/** How often the people of the scenario look what has happened, seconds. */
const glance = 0.5

const lineOf = ({ step, target, outcome, reason }: PathEntry): string =>
  `${step} ${target} ${outcome}: ${reason}`

async function arrange(office: Office, settings: AnySettings): Promise<void> {
  await office.pass(settings.later * 60)
  await office.settings.change(async (tx, tenant) => {
    await applySettings(tx, tenant, settings, office.now)
    // Or the mailbox would be full after a hundred messages.
    await tx.deleteFrom('messages').execute()
  })
  for (const [index, name] of people.entries()) {
    office.phone(name).behaviour = behaviours[settings.conduct[index] ?? 'ring']
    await arrangePhone(office, name, settings.registered[index] === true)
  }
  office.carrier.behaviour = behaviours[settings.carrier]
  office.media.callersSpeakFor = settings.speaks ? Number.POSITIVE_INFINITY : 0
  office.media.played.length = 0
}

/** Until when phones are registered, ms since 1970; 0: not at all. */
const registeredUntil = new Map<string, number>()
/** The longest that the registrar grants, and what the longest call takes of it, seconds. */
const [granted, callLasts] = [3_600, 600]

async function arrangePhone(office: Office, name: string, registered: boolean): Promise<void> {
  const until = registeredUntil.get(name)
  if (registered ? until !== undefined && until > office.now + callLasts * 1_000 : until === 0) return
  await office.happens('it registers', office.phone(name).register(registered ? granted : 0))
  registeredUntil.set(name, registered ? office.now + granted * 1_000 : 0)
}

/** Plays the caller, and whoever has to press 1, until the call is over. */
async function call(office: Office, { confirms }: AnySettings): Promise<void> {
  const calling = office.callFromOutside()
  let over = false
  let answered = false
  calling.ended.then(() => {
    over = true
  })
  calling.answered.then(() => {
    answered = true
  })
  let asked = false
  let talked = 0
  while (!over) {
    await office.pass(glance)
    if (answered) talked += glance
    if (!asked && office.media.played.includes('press-one-to-accept')) {
      asked = true
      await office.pass(3 - glance)
      if (confirms) office.media.press('1')
    } else if (office.media.isRecording && office.media.callersSpeakFor > 0) {
      await office.pass(30 - glance)
      calling.hangUp()
    } else if (talked > 60) calling.hangUp()
    if (talked > 90) throw new Error('the call does not end')
  }
}
