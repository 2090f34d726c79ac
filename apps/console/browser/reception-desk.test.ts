/** A receptionist's call from its first ring to its message, by keyboard, with the phone beside the page (C7, C8, M11). */
import AxeBuilder from '@axe-core/playwright'
import { nodeNetwork, systemClock } from '@mainline/sip'
import { type PhoneCall, SipPhone } from '@mainline/sip/testing'
import { afterAll, describe, expect } from 'vitest'
import { TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import { giveOperatorAMain, ownCompany, readSample } from './arrange.ts'
import { test } from './fixture.ts'
import type { Installation } from './installation.ts'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const phones: SipPhone[] = []
afterAll(() => Promise.all(phones.map((phone) => phone.close())))

/** A phone of real sockets that rings until somebody answers. */
async function openPhone(
  address: string,
  user: string,
  server: Installation['server'],
  login?: Login,
): Promise<SipPhone> {
  const phone = await SipPhone.open({
    network: nodeNetwork(),
    clock: systemClock(),
    address,
    user,
    server: server.sip,
    ...(login && {
      domain: login.domain,
      credentials: { username: login.username, password: login.password },
    }),
  })
  phones.push(phone)
  return phone
}

interface Login {
  readonly domain: string
  readonly username: string
  readonly password: string
}

/** The main number of the sample's company goes to reception, whatever the clock says. */
async function arrange(installation: Installation): Promise<{ desk: SipPhone; call: () => PhoneCall }> {
  const { server } = installation
  const { members } = await giveOperatorAMain(server)
  const { main } = await readSample(server)
  const path = `/numbers/${main.id}/call-settings`
  const { version } = await server.api.get<{ version: number }>(path)
  const route = { steps: [{ target: 'reception', limitSeconds: 60 }, { target: 'voicemail' }] }
  await server.api.put(path, { version, inHours: route, outOfHours: route, hours: { mode: 'always-open' } })
  const login = members[0]?.login
  if (!login) throw new Error('no phone')
  const desk = await openPhone('127.0.0.1', login.username, server, login)
  expect(await desk.register(600)).toBe(200)
  const carrier = await openPhone(TRUNK_ADDRESS, 'carrier', server)
  const { address, port } = server.sip
  const call = () =>
    carrier.call(`sip:${main.e164}@${address}:${port}`, { from: `<sip:+442079460990@${TRUNK_ADDRESS}>` })
  return { desk, call }
}

describe('the desk (C7, C8)', () => {
  test('shows whose call it is before it is answered, and everything is done by keys', async ({
    installation,
    signIn,
  }) => {
    const { desk, call } = await arrange(installation)
    const page = await signIn('receptionist', { path: '/reception' })
    await page.getByRole('button', { name: 'Sit down, ready' }).click()
    await page.getByText('Nobody waits. The next call shows here while it rings.').waitFor()

    const rings = desk.nextCall()
    const caller = call()
    await rings
    const card = page.getByRole('region', { name: ownCompany })
    await card.getByText('Ringing').waitFor()
    await card.getByText(/how may I help you\?/).waitFor()
    await card.getByText('+44\u00a020\u00a07946\u00a00990').waitFor()

    const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    // A click at the desk rings the phone anew, and asks it to answer by itself.
    const clicked = desk.nextCall()
    await page.keyboard.press('F2')
    const atDesk = await clicked
    expect(desk.log.requests('INVITE').at(-1)?.header('Answer-Mode')).toBe('Auto')
    atDesk.answer()
    await caller.answered
    await card.getByText('Talking').waitFor()

    await page.keyboard.press('F4')
    await card.getByText('On hold').waitFor()
    await page.keyboard.press('F4')
    await card.getByText('Talking').waitFor()

    await page.keyboard.press('m')
    await page.getByLabel('Message', { exact: true }).fill('Drawings are ready for collection.')
    const talking = await new AxeBuilder({ page }).withTags(standards).analyze()
    expect(talking.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    await page.keyboard.press('Control+Enter')
    await page.getByText(/^The message (went to|is in the messages)/).waitFor()

    await page.keyboard.press('F9')
    await caller.ended
    await page.getByText('Nobody waits. The next call shows here while it rings.').waitFor()
    await page.getByRole('button', { name: 'Leave the seat' }).click()
    await page.getByRole('button', { name: 'Sit down, ready' }).waitFor()
  })
})

test('an operator admin says what the reception promises; it holds at once (C7)', async ({
  installation,
  signIn,
}) => {
  const { siteId } = await readSample(installation.server)
  const page = await signIn('operator-admin', { path: `/spaces/${siteId}/reception` })
  await page.getByLabel('Answered within').fill('30')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved. It holds for the next call.').waitFor()
  const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  const { promiseSeconds } = await installation.server.api.get<{ promiseSeconds: number }>(
    `/sites/${siteId}/reception`,
  )
  expect(promiseSeconds).toBe(30)
})
