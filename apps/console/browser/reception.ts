/** What tests of a reception need: a main number that goes there, the phone of a seat, a carrier whose callers ring. */

import { nodeNetwork, systemClock } from '@mainline/sip'
import { type PhoneCall, SipPhone } from '@mainline/sip/testing'
import type { Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import { giveOperatorAMain, readSample } from './arrange.ts'
import type { Installation } from './installation.ts'

const phones: SipPhone[] = []
afterAll(() => Promise.all(phones.map((phone) => phone.close())))

interface Login {
  readonly domain: string
  readonly username: string
  readonly password: string
}

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

export interface ReceptionOfTests {
  readonly siteId: string
  /** The phone beside the page. */
  readonly desk: SipPhone
  /** Somebody calls the main number of the sample's company, or another (E.164). */
  readonly call: (e164?: string) => PhoneCall
}

/** The main number of the sample's company goes to reception, whatever the clock says. */
export async function arrangeReception({ server }: Installation): Promise<ReceptionOfTests> {
  const { members, siteId } = await giveOperatorAMain(server)
  const { main } = await readSample(server)
  await sendToReception(server, main.id)
  const login = members[0]?.login
  if (!login) throw new Error('no phone')
  const desk = await openPhone('127.0.0.1', login.username, server, login)
  expect(await desk.register(600)).toBe(200)
  const carrier = await openPhone(TRUNK_ADDRESS, 'carrier', server)
  const { address, port } = server.sip
  const call = (e164 = main.e164) =>
    carrier.call(`sip:${e164}@${address}:${port}`, { from: `<sip:+442079460990@${TRUNK_ADDRESS}>` })
  return { siteId, desk, call }
}

/** Calls of a main number go to reception first, whatever the clock says. */
async function sendToReception({ api }: Installation['server'], numberId: string): Promise<void> {
  const path = `/numbers/${numberId}/call-settings`
  const { version } = await api.get<{ version: number }>(path)
  const route = { steps: [{ target: 'reception', limitSeconds: 60 }, { target: 'voicemail' }] }
  await api.put(path, { version, inHours: route, outOfHours: route, hours: { mode: 'always-open' } })
}

/** The main number of another company of the sample, whose calls go to the same reception. @returns E.164 */
export async function arrangeOtherCompany({ server }: Installation): Promise<string> {
  const { otherCompanyId } = await readSample(server)
  const path = `/numbers?organizationId=${otherCompanyId}&kind=main`
  const { items } = await server.api.get<{ items: { id: string; e164: string }[] }>(path)
  const [number] = items
  if (!number) throw new Error('the other company has no main number')
  await sendToReception(server, number.id)
  return number.e164
}

/** Sits down with the phone of the front desk, whatever microphone the browser has. */
export async function sitDownByPhone(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Where you speak' }).click()
  await page.getByRole('option', { name: /^Front desk/ }).click()
  await page.getByRole('button', { name: 'Sit down, ready' }).click()
  await page.getByText('Nobody waits. The next call shows here while it rings.').waitFor()
  // The keys are known when they are named.
  await page.getByRole('contentinfo').getByText('away').waitFor()
}
