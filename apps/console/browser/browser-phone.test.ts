/** The phone of a page, in Chromium: it registers over WebSocket, rings for a caller from the trunk, and their audio meets. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { expect } from 'vitest'
import { placeCalls } from '../../../interop/sipp-calls.ts'
import { ensureDebianPackages } from '../../../scripts/install-debian-packages.ts'
import { giveOperatorAMain } from './arrange.ts'
import { chromiumFlags, chromiumPath } from './chromium.ts'
import { test } from './fixture.ts'
import { fillSignIn } from './installation.ts'
import { adapterScript } from './phone-adapter.ts'

interface PageWindow {
  phone: {
    open(): Promise<void>
    answer(id: string): void
    hold(id: string): void
    resume(id: string): void
    audio: { streamOf(id: string): unknown }
  }
  view: { state: string; calls: { id: string; state: string; callerNumber: string }[] }
}

interface CallSound {
  mediaStats: { codec?: string; received: number }[]
}

test('the page of a signed-in person rings, answers and hears the caller (C12)', async ({ installation }) => {
  ensureDebianPackages(['sip-tester'])
  const { server } = installation
  const { members } = await giveOperatorAMain(server)
  const member = members[0]
  if (!member) throw new Error('no member')
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: [...chromiumFlags, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  })
  try {
    const context = await browser.newContext({ baseURL: server.url, locale: 'en-GB', bypassCSP: true })
    const page = await context.newPage()
    await page.goto('/sign-in')
    await fillSignIn(page, installation.person('operator-admin'))
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    await page.addScriptTag({ content: await adapterScript() })
    await page.evaluate(async (numberId) => {
      const own = globalThis as unknown as PageWindow & {
        adapter: { BrowserPhone: new (o: object) => PageWindow['phone'] }
      }
      const credentials = async () => {
        const answer = await fetch(`/api/v1/numbers/${numberId}/browser-phone`, { method: 'POST' })
        return answer.json()
      }
      own.phone = new own.adapter.BrowserPhone({
        credentials,
        changed(view: PageWindow['view']) {
          own.view = view
          for (const call of view.calls) if (call.state === 'ringing') own.phone.answer(call.id)
        },
      })
      await own.phone.open()
    }, member.numberId)
    const view = () => page.evaluate(() => (globalThis as unknown as PageWindow).view)
    await expect.poll(async () => (await view())?.state, { timeout: 60_000 }).toBe('registered')
    const folder = join(server.folder, 'browser-phone')
    mkdirSync(folder)
    const call = placeCalls(server, member.e164, { calls: 1, ratePerSecond: 1, talkMs: 12_000 }, folder)
    await expect.poll(async () => (await view()).calls[0]?.state, { timeout: 60_000 }).toBe('talking')
    // By offers within the call, each as soon as the one before is through.
    for (const [order, state] of [
      ['hold', 'held'],
      ['resume', 'talking'],
    ] as const) {
      const ordered = () =>
        page.evaluate((name) => {
          const { phone, view } = globalThis as unknown as PageWindow
          phone[name](view.calls[0]?.id ?? '')
          return view.calls[0]?.state
        }, order)
      await expect.poll(ordered, { timeout: 10_000, interval: 500 }).toBe(state)
    }
    const { trunk, trunkErrors } = await call
    // What sipp writes may be no more than that the machine is busy.
    expect(trunk, trunkErrors).toMatchObject({ successful: 1, failed: 0 })
    await expect.poll(async () => (await view()).calls, { timeout: 60_000 }).toEqual([])
    // The server heard the page: sealed audio that it could open, and nothing lost of it here.
    const record = async () => {
      const { items } = await server.api.get<{ items: { callId: string }[] }>('/calls?limit=1')
      return items[0] && server.api.get<CallSound>(`/calls/${items[0].callId}`)
    }
    await expect.poll(record, { timeout: 60_000 }).toBeDefined()
    const { mediaStats } = (await record()) ?? { mediaStats: [] }
    const fromPage = mediaStats.find(({ codec }) => codec === 'OPUS')
    expect(fromPage?.received).toBeGreaterThan(200)
  } finally {
    await browser.close()
  }
})
