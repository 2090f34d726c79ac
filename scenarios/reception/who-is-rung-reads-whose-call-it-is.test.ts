/** Whoever is rung for a reception finds the card of the company by the INVITE (C7, RFC 3261 §20.9). */
import { type CallInfo, parseCallInfo } from '@mainline/sip'
import type { SipPhone } from '@mainline/sip/testing'
import { testSecrets } from '@mainline/storage/testing'
import { expect, it } from 'vitest'
import { cardSignatures, readServiceCard } from '../../apps/server/src/card-links.ts'
import { Office } from '../office/office.ts'
import { PUBLIC_URL } from '../office/office-engine.ts'
import { Seat } from '../office/seat.ts'

const route = {
  inHours: { steps: [{ target: 'reception', limitSeconds: 30 }, { target: 'voicemail' }] },
} as const

/** What the last INVITE that a phone got says of its call. */
function infosAt({ log }: SipPhone): CallInfo[] {
  const values = log.requests('INVITE').at(-1)?.headers('Call-Info') ?? []
  return values.flatMap((value) => parseCallInfo(value) ?? [])
}

it('the phone of a seat leads to the desk at this call, and says nothing that lets in by itself', async () => {
  await using office = await Office.open({ people: ['Rita'] })
  await office.settings.saveRoutes(route)
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  await rita.ringing()
  const [info, ...others] = infosAt(office.phone('Rita'))
  expect(others).toEqual([])
  expect(info?.purpose).toBe('info')
  const { origin, pathname, searchParams } = new URL(info?.uri ?? '')
  expect([origin, pathname]).toEqual([PUBLIC_URL, '/reception'])
  expect([...searchParams.keys()]).toEqual(['site', 'call'])
  expect(searchParams.get('call')).toBe(rita.screen.calls[0]?.callId)

  // A click adds what makes the phone answer by itself, beside it.
  rita.take()
  await rita.lift()
  const clicked = infosAt(office.phone('Rita'))
  expect(clicked.map(({ uri }) => uri)).toEqual([info?.uri, expect.stringMatching(/^sip:/)])
  caller.hangUp()
})

it('an answering service gets a link that holds for half an hour, for the number that was called', async () => {
  await using office = await Office.open({ people: ['Rita'] })
  await office.settings.saveRoutes(route)
  await office.settings.setReception({ overflow: { to: 'outside', address: '+442079460555' } })
  const caller = office.callFromOutside()
  await office.happens('the service is called', office.carrier.nextCall())
  const [info] = infosAt(office.carrier)
  expect(info?.purpose).toBe('info')
  const { origin, pathname, hash } = new URL(info?.uri ?? '')
  expect([origin, pathname]).toEqual([PUBLIC_URL, '/card'])
  const links = cardSignatures(testSecrets)
  const now = office.now
  const link = hash.slice(1)
  expect(readServiceCard(links, link, now + 29 * 60_000)).toMatchObject({ open: true })
  expect(readServiceCard(links, link, now + 31 * 60_000)).toBeUndefined()
  expect(readServiceCard(links, link.replace('_in', '_out'), now)).toBeUndefined()
  caller.hangUp()
})

it('a member of a hunt group is told of no desk', async () => {
  await using office = await Office.open({ people: ['Rita'] })
  const caller = office.callFromOutside()
  await office.nextCallAt('Rita')
  expect(infosAt(office.phone('Rita'))).toEqual([])
  caller.hangUp()
})
