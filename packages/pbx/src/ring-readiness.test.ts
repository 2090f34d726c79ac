/** Ring readiness: each way in which something, or nothing, would ring at the opening (product §6.4). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyHours, anyInstant, anyZone } from '../testing/any-hours.ts'
import {
  externalMember,
  mainNumber,
  numberMember,
  numberWithRoute,
  oneDevice,
} from '../testing/sample-number.ts'
import type { NumberPlan } from './call/call-plan.ts'
import { rulingFor } from './call/plan-call.ts'
import type { Step } from './call-settings.ts'
import { defaultReception } from './reception/reception-rules.ts'
import { judgeReadiness, unattendedInWords } from './ring-readiness.ts'

const early = Date.parse('2026-12-02T08:00Z')
const nothing = () => []
const routed = (...steps: Step[]) => numberWithRoute({ steps, end: 'nobody-available' })
const hunt: Step = { target: 'hunt-group', limitSeconds: 20 }
const reception: Step = { target: 'reception', limitSeconds: 20 }
const forward: Step = { target: 'forward', number: '+447700900123', limitSeconds: 20 }

const handedOver = {
  ...routed(reception, hunt),
  reception: { ...defaultReception, overflow: { to: 'outside', address: '+442079460777' } as const },
}

interface Row {
  number?: NumberPlan
  now?: string
  lead?: number
  phones?: boolean
  seats?: number
}

describe('judging readiness', () => {
  it.each<[string, Row, string | undefined]>([
    ['30 minutes before the opening, no phone', {}, 'no-phone'],
    ['30 minutes before the opening, a phone', { phones: true }, undefined],
    ['31 minutes before', { now: '2026-12-02T07:59Z' }, undefined],
    ['61 minutes before, lead of 61', { now: '2026-12-02T07:29Z', lead: 61 }, 'no-phone'],
    ['while it is open', { now: '2026-12-02T15:00Z' }, 'no-phone'],
    ['while it is open, without a lead', { now: '2026-12-02T15:00Z', lead: 0 }, 'no-phone'],
    ['in the last minute', { now: '2026-12-02T17:59Z' }, 'no-phone'],
    ['at the closing', { now: '2026-12-02T18:00Z' }, undefined],
    ['Saturday', { now: '2026-12-05T10:00Z' }, undefined],
    ['not active', { number: mainNumber({ state: 'RESERVED' }) }, undefined],
    ['an ordinary number', { number: mainNumber({ kind: 'ordinary' }) }, undefined],
    ['no members', { number: mainNumber({ members: [] }) }, 'no-member'],
    [
      'members that left',
      { number: mainNumber({ members: [numberMember('Anna', { state: 'RESERVED' })] }) },
      'no-member',
    ],
    [
      'one external member',
      { number: mainNumber({ members: [numberMember('Anna'), externalMember('Cab')] }) },
      undefined,
    ],
    ['voicemail first', { number: routed({ target: 'voicemail' }) }, undefined],
    ['forward first', { number: routed(forward, hunt) }, undefined],
    ['reception first, nobody ready', { number: routed(reception, hunt), seats: 0 }, 'no-seat'],
    ['reception first, nobody ready, another takes its calls', { number: handedOver, seats: 0 }, undefined],
    ['reception first, somebody ready', { number: routed(reception, hunt), seats: 1 }, undefined],
    ['reception first, not known', { number: routed(reception, hunt) }, undefined],
  ])('%s', (_, { number = mainNumber(), now, lead = 30, phones = false, seats }, reason) => {
    const at = now === undefined ? early : Date.parse(now)
    const reach = phones ? oneDevice : nothing
    const judged = judgeReadiness({ number, now: at, leadMinutes: lead, reach, readySeats: seats })
    expect(judged?.reason).toBe(reason)
  })

  it('a holiday is no opening, a manual opening is', () => {
    const holiday = {
      id: 'h',
      name: 'Holiday',
      scope: 'site',
      when: { kind: 'days', from: '2026-12-02', to: '2026-12-02' },
    } as const
    const closed = mainNumber({ schedule: { events: [holiday] } })
    const judge = (number: NumberPlan) =>
      judgeReadiness({ number, now: early, leadMinutes: 30, reach: nothing })
    expect(judge(closed)).toBeUndefined()
    const override = { open: true, since: early - 1, until: early + 3_600_000, by: 'Ada' }
    expect(judge(mainNumber({ schedule: { events: [holiday], override } }))?.opensAt).toBe(early)
  })

  it.each([
    [
      mainNumber(),
      early,
      '+442079460000 (Acme) opens at 08:30, and nothing would ring: no phone of its hunt group is registered. Callers go to the mailbox at once.',
    ],
    [
      routed(hunt, forward),
      early + 3_600_000,
      '+442079460000 (Acme) is open, and nothing would ring: no phone of its hunt group is registered. Callers go to the forwarding number at once.',
    ],
    [
      routed(hunt),
      early,
      '+442079460000 (Acme) opens at 08:30, and nothing would ring: no phone of its hunt group is registered. Callers hear a notice at once.',
    ],
  ])('says it in words', (number, now, words) => {
    expect(judgeReadiness({ number, now, leadMinutes: 30, reach: nothing })?.words).toBe(words)
  })

  it('does not send callers to a reception where nobody is', () => {
    const number = routed(hunt, reception, { target: 'voicemail' })
    const said = (readySeats: number) =>
      judgeReadiness({ number, now: early, leadMinutes: 30, reach: nothing, readySeats })?.words
    expect(said(1)).toContain('Callers go to reception at once.')
    expect(said(0)).toContain('Callers go to the mailbox at once.')
  })

  it('tells the people of a site how many numbers lead to its empty reception', () => {
    expect([1, 12].map((count) => unattendedInWords('Soho', count))).toEqual([
      'Nobody attends to the reception of Soho. One main number that is open rings there first: its callers go on to the next step at once.',
      'Nobody attends to the reception of Soho. 12 main numbers that are open ring there first: their callers go on to the next step at once.',
    ])
  })

  it('property: it is judged exactly when the number is open at some minute from now to the end of the lead', () => {
    const lead = fc.integer({ min: 0, max: 120 })
    fc.assert(
      fc.property(anyHours, anyZone, anyInstant, lead, (siteHours, zone, now, leadMinutes) => {
        const number = mainNumber({ siteHours, zone })
        const judged = judgeReadiness({ number, now, leadMinutes, reach: nothing })
        const minutes = Array.from({ length: leadMinutes + 1 }, (_, minute) => now + minute * 60_000)
        expect(judged !== undefined).toBe(
          minutes.some((at) => rulingFor(mainNumber({ siteHours, zone }), at).open),
        )
        if (judged) expect(rulingFor(number, judged.opensAt).open).toBe(true)
      }),
    )
  })
})
