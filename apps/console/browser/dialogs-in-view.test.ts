/** The hunt group and the greetings are longer than a laptop's screen: what a save came to is said beside the buttons. */
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'
import type { Installation, Role, VisitOptions } from './installation.ts'
import { seen } from './seen.ts'

describe('in the hunt group, on a laptop', () => {
  test('a save that came to nothing is said beside the buttons', async ({ installation, signIn }) => {
    const { page, dialog } = await open('hunt-group', installation, signIn)
    await page.route('**/hunt-members', refuseSaves)
    await dialog
      .getByRole('button', { name: 'Choose none' })
      .or(dialog.getByRole('button', { name: 'Choose all' }))
      .click()
    await toTheTop(page)
    await page.keyboard.press('Control+Enter')
    await seen(dialog.getByText('The server answered 404. Your entries are kept; try again.'))
    await seen(dialog.getByRole('button', { name: 'Save' }))
  })

  test('who saved in between stands with the two ways on', async ({ installation, signIn }) => {
    const { api } = installation.server
    const { page, dialog, main } = await open('hunt-group', installation, signIn)
    const address = `/numbers/${main.id}/hunt-members`
    await dialog.getByRole('checkbox', { checked: true }).last().uncheck()
    const { revision } = await api.get<{ revision: string }>(address)
    await api.put(address, { revision, members: [] })
    await toTheTop(page)
    await page.keyboard.press('Control+Enter')
    await seen(dialog.getByText(/saved in between/))
    await seen(dialog.getByRole('button', { name: 'Keep mine' }))
    await seen(dialog.getByRole('button', { name: 'Take theirs' }))
  })
})

describe('in the greetings, on a laptop', () => {
  test('a save that came to nothing is said beside the buttons', async ({ installation, signIn }) => {
    const { page, dialog } = await open('greetings', installation, signIn)
    await page.route('**/reception-card', refuseSaves)
    await greetingOf(page).fill('Hello')
    await toTheTop(page)
    await page.keyboard.press('Control+Enter')
    await seen(dialog.getByText('The server answered 404. Your entries are kept; try again.'))
    await seen(dialog.getByRole('button', { name: 'Save' }))
  })

  test('who saved in between stands with the two ways on', async ({ installation, signIn }) => {
    const { api } = installation.server
    const { page, dialog, main } = await open('greetings', installation, signIn)
    const address = `/numbers/${main.id}/reception-card`
    const { version, inHours, outOfHours, pronunciation } = await api.get<Card>(address)
    await api.put(address, { version, inHours, outOfHours, pronunciation: 'as in vein' })
    expect(pronunciation).not.toBe('as in vein')
    await greetingOf(page).fill('Hello')
    await dialog.getByLabel('Say it like this (optional)').focus()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await seen(dialog.getByText(/saved in between/))
    await seen(dialog.getByRole('button', { name: 'Keep mine' }))
    await seen(dialog.getByRole('button', { name: 'Take theirs' }))
  })
})

interface Card {
  readonly version: number
  readonly inHours: object
  readonly outOfHours: object | null
  readonly pronunciation: string | null
}

async function open(
  which: 'hunt-group' | 'greetings',
  installation: Installation,
  signIn: (role: Role, options?: VisitOptions) => Promise<Page>,
) {
  const { companyId, main } = await readSample(installation.server)
  const page = await signIn('operator-admin')
  await page.setViewportSize({ width: 1280, height: 480 })
  await page.goto(`/occupiers/${companyId}/telephony?dialog=${which}`)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Save' }).waitFor()
  return { page, dialog, main }
}

const refuseSaves: Parameters<Page['route']>[1] = (route) =>
  route.request().method() === 'PUT' ? route.fulfill({ status: 404, body: 'a proxy' }) : route.continue()

const greetingOf = (page: Page) => page.getByRole('dialog').getByLabel('Greeting, said word for word')

/** As somebody has it who looks at what stands first. */
const toTheTop = (page: Page) =>
  page.getByRole('dialog').evaluate((dialog) => {
    for (const element of dialog.querySelectorAll('*')) element.scrollTop = 0
    for (let outer: Element | null = dialog; outer; outer = outer.parentElement) outer.scrollTop = 0
  })
