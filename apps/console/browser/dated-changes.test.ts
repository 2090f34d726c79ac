/** Dated changes of a main number in the console: planned, edited, taken back, and what callers then reach (product §6.5). */
import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { ServerFixture } from '../../../interop/server-fixture.ts'
import { readSample } from './arrange.ts'
import { violationsWhileOpened } from './axe.ts'
import { test } from './fixture.ts'

interface Change {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly inHours: {
    readonly steps: readonly { readonly target: string; readonly limitSeconds?: number }[]
  } | null
  readonly outOfHours: object | null
}

const winter = { name: 'Winter', from: '2099-12-01T00:00', until: '2100-01-05T00:00' }
const atReception = { steps: [{ target: 'reception', limitSeconds: 30 }, { target: 'voicemail' }] }

describe('a dated change', () => {
  test('is planned with what differs, is listed, edited, and taken back with a way back', async ({
    installation,
    signIn,
  }) => {
    const { server } = installation
    const { companyId, main } = await readSample(server)
    const page = await signIn('operator-admin', {
      path: `/occupiers/${companyId}/telephony?dialog=call-settings`,
    })
    const dialog = page.getByRole('dialog', { name: /Call settings/ })
    const limit = dialog.getByRole('region', { name: 'In hours' }).getByLabel('Time limit of step 1')
    await limit.fill('45')
    await dialog.getByRole('button', { name: 'From a date…' }).click()
    const panel = dialog.getByRole('region', { name: 'Dated changes' })
    await panel.getByLabel('Name', { exact: true }).fill('Winter break')
    await panel.getByLabel('From, Europe/London: day').fill('1 Dec 2099')
    await panel.getByLabel('Until: day').fill('5 Jan 2100')
    await panel.getByRole('button', { name: 'Plan it' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await changesOf(server, main.id)).toMatchObject([
      { name: 'Winter break', inHours: { steps: [{ limitSeconds: 45 }, {}] }, outOfHours: null },
    ])
    expect(await ruledThen(server, main.id)).toEqual(['Winter break', null])

    // The summary says that it is planned, and leads to it.
    await page.getByRole('link', { name: /“Winter break”, Tue 1 Dec 2099/ }).click()
    await panel.getByText('Ahead').waitFor()
    await panel.getByText('Tue 1 Dec 2099, 00:00 – Tue 5 Jan 2100, 00:00').waitFor()
    await panel.getByText('In hours: Hunt group for 45 s, then voicemail.').waitFor()
    expect(await violationsWhileOpened(page)).toEqual([])
    await panel.getByRole('button', { name: 'Edit “Winter break”' }).click()
    const editor = dialog.getByRole('group', { name: 'Edit “Winter break”' })
    await expect.poll(() => isFocused(editor.getByLabel('Name', { exact: true }))).toBe(true)
    expect(await violationsWhileOpened(page)).toEqual([])
    await editor.getByLabel('Name', { exact: true }).fill('Long winter')
    await editor.getByRole('region', { name: 'In hours' }).getByLabel('Time limit of step 1').fill('55')
    await page.keyboard.press('Control+Enter')
    await panel.getByText('In hours: Hunt group for 55 s, then voicemail.').waitFor()
    expect(await ruledThen(server, main.id)).toEqual(['Long winter', null])
    // Neither became part of the settings themselves.
    expect(
      (await server.api.get<Change>(`/numbers/${main.id}/call-settings`)).inHours?.steps[0],
    ).toMatchObject({
      limitSeconds: 20,
    })

    await panel.getByRole('button', { name: 'Take back “Long winter”' }).click()
    await expect.poll(() => changesOf(server, main.id)).toEqual([])
    await page.getByRole('button', { name: 'Undo' }).click()
    // The way back is a request of its own.
    await expect.poll(() => ruledThen(server, main.id)).toEqual(['Long winter', null])
    await panel.getByRole('button', { name: 'Edit “Long winter”' }).waitFor()
    await clear(server, main.id)
  })

  test('in force ends at once, after it was said whom callers then reach', async ({
    installation,
    signIn,
  }) => {
    const { server } = installation
    const { companyId, main } = await readSample(server)
    const always = { hours: { mode: 'always-open' }, inHours: atReception, outOfHours: atReception }
    await plan(server, main.id, { ...winter, from: '2020-01-01T00:00', ...always })
    const page = await signIn('operator-admin', {
      path: `/occupiers/${companyId}/telephony?dialog=call-settings&panel=dated`,
    })
    const panel = page.getByRole('dialog').getByRole('region', { name: 'Dated changes' })
    await panel.getByText('In force').waitFor()
    await panel.getByRole('button', { name: 'Take back “Winter”' }).click()
    const asked = panel.getByRole('group', { name: 'Take “Winter” back?' })
    await asked.getByText(/Right now a caller then reaches: .*oicemail/).waitFor()
    expect(await changesOf(server, main.id)).toHaveLength(1)
    await asked.getByRole('button', { name: 'End it now' }).click()
    await asked.waitFor({ state: 'detached' })
    await expect.poll(() => changesOf(server, main.id)).toEqual([])
    await panel.getByRole('button', { name: 'Plan it' }).waitFor()
    expect(await ruledBy(server, main.id)).toBeNull()
  })

  test('is seen at once in another console, and a stale edit is told who was faster (N12)', async ({
    installation,
    signIn,
  }) => {
    const { server } = installation
    const { companyId, main } = await readSample(server)
    const path = `/occupiers/${companyId}/telephony?dialog=call-settings&panel=dated`
    const page = await signIn('operator-admin', { path })
    const panel = page.getByRole('dialog').getByRole('region', { name: 'Dated changes' })
    await panel.getByRole('button', { name: 'Plan it' }).waitFor()
    const made = await plan(server, main.id, { ...winter, inHours: atReception })
    await panel.getByText('In hours: Reception for 30 s, then voicemail.').waitFor()

    await panel.getByRole('button', { name: 'Edit “Winter”' }).click()
    const name = page.getByRole('dialog').getByLabel('Name', { exact: true })
    await name.fill('Mine')
    const body = { ...winter, inHours: atReception, until: '2100-02-05T00:00', version: made.version }
    await server.api.put(`/dated-changes/${made.id}`, body)
    await page.keyboard.press('Control+Enter')
    await page.getByText(/saved in between.*Changed there: Until\./).waitFor()
    expect(await name.inputValue()).toBe('Mine')
    await page.getByRole('button', { name: 'Take theirs' }).click()
    expect(await name.inputValue()).toBe('Winter')
    await name.fill('Mine')
    await page.keyboard.press('Control+Enter')
    await panel.getByText(/Mon 5 Feb|Fri 5 Feb/).waitFor()
    await clear(server, main.id)
    await panel.getByRole('button', { name: 'Plan it' }).waitFor()
  })

  test('dates that overlap are refused by the name of the other, with what is typed kept', async ({
    installation,
    signIn,
  }) => {
    const { server } = installation
    const { main } = await readSample(server)
    await plan(server, main.id, { ...winter, inHours: atReception })
    await plan(server, main.id, {
      ...winter,
      name: 'Spring',
      from: '2100-03-01T00:00',
      until: '2100-04-01T00:00',
      inHours: atReception,
    })
    const page = await signIn('occupier-admin', { path: '/account?dialog=call-settings&panel=dated' })
    const panel = page.getByRole('dialog').getByRole('region', { name: 'Dated changes' })
    await panel.getByRole('button', { name: 'Edit “Spring”' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('From, Europe/London: day').fill('1 Jan 2100')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog
      .getByRole('alert')
      .getByText(/“Winter”/)
      .waitFor()
    expect(await dialog.getByLabel('From, Europe/London: day').inputValue()).toMatch(/1 Jan 2100/)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await panel.getByText('Spring').waitFor()
    await clear(server, main.id)
  })
})

const changesOf = async ({ api }: ServerFixture, id: string) =>
  (await api.get<{ items: Change[] }>(`/numbers/${id}/dated-changes`)).items

const plan = ({ api }: ServerFixture, id: string, body: object) =>
  api.post<Change>(`/numbers/${id}/dated-changes`, body)

async function clear(server: ServerFixture, numberId: string): Promise<void> {
  for (const { id, version } of await changesOf(server, numberId))
    await server.api.delete(`/dated-changes/${id}?version=${version}`)
}

/** Which change a call in it would obey, and one before it. */
const ruledThen = async (server: ServerFixture, numberId: string) => [
  await ruledBy(server, numberId, '2099-12-08T11:00:00Z'),
  await ruledBy(server, numberId, '2099-11-24T11:00:00Z'),
]

/** The name of the dated change that rules; null: the settings do. */
const ruledBy = async ({ api }: ServerFixture, numberId: string, at = new Date().toISOString()) =>
  (await api.get<Preview>(`/numbers/${numberId}/preview?at=${at}`)).ruling.change?.name ?? null

interface Preview {
  readonly ruling: { readonly change: { readonly name: string } | null }
}

const isFocused = (field: Locator): Promise<boolean> => field.evaluate((it) => it === document.activeElement)
