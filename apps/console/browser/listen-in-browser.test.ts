/** An administrator listens to a seat from the wallboard: hears the caller, is shown at the desk, and is heard by nobody. */
import { afterAll, expect } from 'vitest'
import type { ServerFixture } from '../../../interop/server-fixture.ts'
import { createTrunk, TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import { ownCompany, readSample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { Caller } from './caller.ts'
import { test } from './fixture.ts'
import { BrowserSeat } from './seats.ts'

const seats: BrowserSeat[] = []
afterAll(() => Promise.all(seats.map((seat) => seat[Symbol.asyncDispose]())))

/** What each says, hertz. */
const tones = { rita: 500, lead: 900, caller: 1_300 }

test('who leads the team listens to a seat where the reception allows it (supervision)', async ({
  installation,
}) => {
  const { server } = installation
  const { main, siteId } = await readSample(server)
  const settings = `/numbers/${main.id}/call-settings`
  const { version } = await server.api.get<{ version: number }>(settings)
  const route = { steps: [{ target: 'reception', limitSeconds: 60 }, { target: 'voicemail' }] }
  await server.api.put(settings, {
    version,
    inHours: route,
    outOfHours: route,
    hours: { mode: 'always-open' },
  })
  await createTrunk(server, 'Carrier of the tests', TRUNK_ADDRESS)
  const rita = await BrowserSeat.open(installation, 'receptionist', siteId, tones.rita)
  seats.push(rita)
  const lead = await BrowserSeat.open(installation, 'operator-admin', siteId, tones.lead)
  seats.push(lead)
  await rita.sitDown()
  const board = lead.page
  await board.goto(`/reception/wallboard?site=${siteId}`)

  const caller = await Caller.dial(installation, main.e164, tones.caller)
  const card = rita.page.getByRole('region', { name: ownCompany })
  await card.getByText('Ringing', { exact: true }).waitFor()
  await rita.page.keyboard.press('F2')
  await caller.hearsTone(tones.rita)
  const onBoard = board.getByRole('region', { name: 'Seats' })
  await onBoard.getByText(/^Talking/).waitFor()
  expect(await onBoard.getByRole('button').count()).toBe(0)

  const { siteId: _, ...rules } = await server.api.get<{ siteId: string }>(`/sites/${siteId}/reception`)
  await server.api.put(`/sites/${siteId}/reception`, { ...rules, listenIn: true })
  await onBoard.getByRole('button', { name: /^Listen to / }).click()
  await onBoard
    .getByRole('button', { name: /^Stop listening to / })
    .getByText('Stop listening')
    .waitFor()
  await card.getByText(/ listens$/).waitFor()
  expect(await violationsInBothThemes(board)).toEqual([])
  // Whoever is quiet hears the other alone.
  await rita.page.keyboard.press('u')
  await lead.hearsTone(tones.caller)
  await rita.hearsTone(tones.caller)
  await rita.page.keyboard.press('u')
  await caller.hearsTone(tones.rita)

  await rita.page.keyboard.press('F9')
  await onBoard.getByRole('button', { name: /^Stop listening to / }).waitFor({ state: 'hidden' })
  expect(await listenIns(server)).toBe(1)
  await rita.ready()

  // Killed while somebody listens: that call is on record, and the next is a call as any other, which nobody listens to.
  const lost = await Caller.dial(installation, main.e164, tones.caller)
  await card.getByText('Ringing', { exact: true }).waitFor()
  await rita.page.keyboard.press('F2')
  await lost.hearsTone(tones.rita)
  await onBoard.getByRole('button', { name: /^Listen to / }).click()
  await card.getByText(/ listens$/).waitFor()
  await server.kill9()
  await server.start()
  await onBoard.getByRole('button', { name: /^Stop listening to / }).waitFor({ state: 'hidden' })
  await rita.ready()
  const next = await Caller.dial(installation, main.e164, tones.caller)
  await card.getByText('Ringing', { exact: true }).waitFor()
  await rita.page.keyboard.press('F2')
  await next.hearsTone(tones.rita)
  await rita.hearsTone(tones.caller)
  await onBoard.getByRole('button', { name: /^Listen to / }).waitFor()
  expect(await card.getByText(/ listens$/).count()).toBe(0)
  next.hangUp()
  await rita.ready()
  expect(await listenIns(server)).toBe(2)
  const { items: calls } = await server.api.get<{ items: { result: string; reason: string }[] }>(
    '/calls?limit=2',
  )
  expect(calls.map(({ result, reason }) => [result, reason])).toContainEqual(['ended-by-us', 'engine-lost'])
})

/** How many are in the audit (N11). */
async function listenIns({ api }: ServerFixture): Promise<number> {
  const { items } = await api.get<{ items: object[] }>('/audit?kind=listen-in')
  return items.length
}
