/** What colleagues note on a voicemail: seen everywhere, kept from being lost, and taken away again. */
import { describe, expect } from 'vitest'
import { startSpeaker } from '../../../interop/crash/speakers.ts'
import type { ServerFixture } from '../../../interop/server-fixture.ts'
import { createTrunk, setRoute, TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import { ensureDebianPackages } from '../../../scripts/install-debian-packages.ts'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'

describe('notes of a message', () => {
  test('are written, asked about before they are lost, seen in another browser and removed', async ({
    installation: { server },
    signIn,
  }) => {
    const { main } = await readSample(server)
    await leaveMessage(server, main)
    const page = await signIn('occupier-admin', { path: '/' })
    await page.getByRole('link', { name: 'Messages' }).first().click()
    await page.locator('[id^="message-"]').first().click()
    const field = page.getByRole('textbox', { name: 'Note' })
    await field.fill('Ring back before four')
    await page.getByRole('link', { name: 'Calls' }).first().click()
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
    await page.getByRole('button', { name: 'Keep editing' }).click()
    expect(await field.inputValue()).toBe('Ring back before four')
    await field.press('Control+Enter')
    const note = page.getByRole('listitem').filter({ hasText: 'Ring back before four' })
    await note.waitFor()
    expect(await field.inputValue()).toBe('')

    const elsewhere = await signIn('occupier-admin', { path: '/messages' })
    await elsewhere.locator('[id^="message-"]').first().click()
    await elsewhere.getByText('Ring back before four').waitFor()

    await page.reload()
    await note.waitFor()
    await note.getByRole('button', { name: /^Remove the note of/ }).click()
    await note.waitFor({ state: 'detached' })
  })
})

/** A real call that is sent to voicemail at once and speaks for some seconds. */
async function leaveMessage(
  server: ServerFixture,
  { id, e164 }: { readonly id: string; readonly e164: string },
): Promise<void> {
  ensureDebianPackages(['sip-tester'])
  await createTrunk(server, 'Carrier of the test', TRUNK_ADDRESS)
  await setRoute(server, id, { steps: [{ target: 'voicemail' }] })
  const speaker = await startSpeaker(server, e164, 'note-speaker', 16_000)
  await speaker.ended
  await expect
    .poll(async () => (await server.api.get<{ items: unknown[] }>('/messages')).items.length, {
      timeout: 10_000,
    })
    .toBe(1)
}
