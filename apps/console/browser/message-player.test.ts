/** A recording that cannot be played says why, offers another try, and takes the words back when it plays. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished } from 'vitest'
import type { ServerFixture } from '../../../interop/server-fixture.ts'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'
import type { Installation } from './installation.ts'
import { leaveMessage } from './leave-message.ts'

const SPOKEN = join(import.meta.dirname, '../../../packages/media/prompts/en/greeting-default.wav')

describe('a message that is opened', () => {
  test('was heard by nobody before somebody plays it (N11)', async ({ installation }) => {
    const { server } = installation
    const id = await messageIn(server)
    const heardBy = async () =>
      (await server.api.get<{ accesses: { by: string }[] }>(`/messages/${id}`)).accesses.map(({ by }) => by)
    const page = await openMessages(installation)
    const before = await heardBy()
    await page.goto(`/messages`)
    await page.locator('[id^="message-"]').first().click()
    const wave = page.getByRole('slider', { name: 'Position' })
    await wave.locator('rect[height="54"]').first().waitFor()
    // To look for a place is not to hear it, either.
    await wave.press('ArrowRight')
    expect(await heardBy()).toEqual(before)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await page.getByText(/^0:06$/).waitFor()
    expect(await heardBy()).toHaveLength(before.length + 1)
  })
})

describe('the page that a letter links to', () => {
  test('asks for nothing of the message before somebody plays it: what looks through mail has not heard it (M13, N11)', async ({
    installation,
  }) => {
    const page = await openMessages(installation)
    const asked: string[] = []
    let status = 410
    await page.route('**/api/v1/message-links/*', async (route) => {
      asked.push(new URL(route.request().url()).pathname)
      if (status !== 200) return route.fulfill({ status, body: '' })
      return route.fulfill({ status, contentType: 'audio/wav', body: await readFile(SPOKEN) })
    })
    await page.goto('/listen#signed.by.us')
    await page.getByRole('heading', { name: 'Voicemail message' }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(asked).toEqual([])
    const play = () =>
      page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.play().catch(() => {}))
    await play()
    await page.getByText('The link has expired, or the message was deleted.').waitFor()
    expect(new Set(asked)).toEqual(new Set(['/api/v1/message-links/signed.by.us']))
    status = 200
    await page.reload()
    await play()
    await expect
      .poll(() => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime))
      .toBeGreaterThan(0)
    expect(await page.getByRole('alert').count()).toBe(0)
  })
})

describe('the player of a message', () => {
  test('says why it cannot play, and plays when it is tried again', async ({ installation }) => {
    const { server } = installation
    await messageIn(server)
    const page = await openMessages(installation)
    const audio = '**/messages/*/audio*'
    let status: number | undefined = 503
    await page.route(audio, (route) => {
      if (status === undefined) return route.abort('connectionfailed')
      return route.fulfill({ status, body: 'not the recording' })
    })
    await page.getByRole('link', { name: 'Messages' }).first().click()
    await page.locator('[id^="message-"]').first().click()
    const again = page.getByRole('button', { name: 'Try again' })
    const words = page.getByRole('alert').filter({ has: again })
    await words.getByText('The recording cannot be reached right now.').waitFor()
    for (const [next, said] of [
      [404, 'This server has no such recording; it may have been deleted.'],
      [undefined, 'The recording cannot be reached right now.'],
      [200, 'The recording cannot be played.'],
    ] as const) {
      status = next
      await again.click()
      await words.getByText(said).waitFor()
    }
    await page.unroute(audio)
    await again.click()
    await words.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await page.getByText(/^0:01$/).waitFor()
    expect(await words.count()).toBe(0)
  })

  test('plays at once what can be had again when Play is pressed', async ({ installation }) => {
    const { server } = installation
    const page = await openMessages(installation)
    await messageIn(server)
    const audio = '**/messages/*/audio*'
    await page.route(audio, (route) => route.fulfill({ status: 503, body: 'starting' }))
    await page.getByRole('link', { name: 'Messages' }).first().click()
    await page.locator('[id^="message-"]').first().click()
    const words = page.getByText('The recording cannot be reached right now.')
    await words.waitFor()
    await page.unroute(audio)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await page.getByText(/^0:01$/).waitFor()
    expect(await words.count()).toBe(0)
  })
})

/** @returns the id of the message of the company, left now where there is none */
async function messageIn(server: ServerFixture): Promise<string | undefined> {
  const list = () => server.api.get<{ items: { id: string }[] }>('/messages')
  if ((await list()).items.length === 0) await leaveMessage(server, (await readSample(server)).main)
  return (await list()).items[0]?.id
}

/** Not by `signIn`: a browser that is answered 503 writes that to its console, and must not be complained of for it. */
async function openMessages(installation: Installation): Promise<Page> {
  const context = await installation.openAs('occupier-admin')
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto('/')
  return page
}
