/** Earlier calls of a caller at the desk: read after the call is shown, in nobody's way (design 11, C7). */
import { expect } from 'vitest'
import { ownCompany, readSample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import { keepCalls } from './kept-calls.ts'
import { arrangeReception, sitDownByPhone } from './reception.ts'

const historyOfCaller = '**/api/v1/calls?*callerDigits*'
const callerNumber = '+442079460990'

test('the receptionist reads who called before and whom he spoke to; answering waits for none of it', async ({
  installation,
  signIn,
}) => {
  const sample = await readSample(installation.server)
  const { siteId, desk, call } = await arrangeReception(installation)
  const me = installation.person('receptionist').name
  const minutesAgo = (minutes: number) => {
    const startedAt = Date.now() - minutes * 60_000
    return { callerNumber, startedAt, endedAt: startedAt + 40_000 }
  }
  const reception = (seatName: string) => ({ siteId, seatId: sample.siteId, seatName, waitedMs: 1_000 })
  await keepCalls(installation, sample, [
    { callId: 'caller-left', ...minutesAgo(5) },
    {
      callId: 'caller-passed-on',
      ...minutesAgo(6),
      result: 'answered-by-reception',
      answeredBy: 'Maya Alder, by way of Ines Farrow',
      reception: reception('Ines Farrow'),
    },
    {
      callId: 'caller-talked',
      ...minutesAgo(7),
      result: 'answered-by-reception',
      answeredBy: me,
      reception: reception(me),
    },
    { callId: 'called-by-it', ...minutesAgo(8), result: 'called-out', outgoing: 'national', answeredBy: 'X' },
    { callId: 'of-others', ...minutesAgo(9), callerNumber: '+442079460991', answeredBy: 'Somebody' },
  ])
  const page = await signIn('receptionist', { path: '/reception' })
  await sitDownByPhone(page)
  // The clock of the site, with seconds.
  expect(await page.locator('header time').last().textContent()).toMatch(/^\d\d:\d\d:\d\d$/)

  const reading = Promise.withResolvers<void>()
  let asked = 0
  await page.route(historyOfCaller, async (route) => {
    asked += 1
    await reading.promise
    await route.continue()
  })
  const rings = desk.nextCall()
  const caller = call()
  await rings
  const card = page.getByRole('region', { name: ownCompany })
  await card.getByText('Ringing', { exact: true }).waitFor()
  await expect.poll(() => asked).toBe(1)
  const answer = card.getByRole('button', { name: /^Answer/ })
  const place = await answer.boundingBox()

  reading.resolve()
  await card
    .getByText(/^\d+(st|nd|rd|th) call this month\. Last spoke to Maya Alder, (\w+ )?\d\d:\d\d\.$/)
    .waitFor()
  // What was read late moved nothing under the pointer.
  expect(await answer.boundingBox()).toEqual(place)
  const rows = page.getByRole('listitem').filter({ hasText: /the caller hung up/ })
  await expect.poll(() => rows.count()).toBe(3)
  expect(await rows.nth(0).textContent()).toMatch(/The caller left .*–$/)
  expect(await rows.nth(1).textContent()).toMatch(
    /Answered by Maya Alder, by way of Ines Farrow .*Ines Farrow$/,
  )
  expect(await rows.nth(2).textContent()).toMatch(/you$/)
  expect(await violationsInBothThemes(page)).toEqual([])

  caller.cancel()
  await page.getByText('Nobody waits. The next call shows here while it rings.').waitFor()

  // The next one is answered while its history hangs; history that fails says so, in its place alone.
  const failing = Promise.withResolvers<void>()
  await page.unroute(historyOfCaller)
  await page.route(historyOfCaller, async (route) => {
    await failing.promise
    await route.fulfill({
      status: 400,
      contentType: 'application/json',
      body: JSON.stringify({ code: 'invalid-request', message: 'not today' }),
    })
  })
  await page.reload()
  await page.getByText('Nobody waits. The next call shows here while it rings.').waitFor()
  const ringsAgain = desk.nextCall()
  const second = call()
  await ringsAgain
  await card.getByText('Ringing', { exact: true }).waitFor()
  const clicked = desk.nextCall()
  await page.keyboard.press('F2')
  const atDesk = await clicked
  atDesk.answer()
  await second.answered
  await card.getByText('Talking').waitFor()
  failing.resolve()
  await page.getByRole('alert').getByText('Earlier calls could not be read.').waitFor()
  await page.unroute(historyOfCaller)
  await page.getByRole('button', { name: 'Try again' }).click()
  await rows.first().waitFor()
  second.hangUp()
})
