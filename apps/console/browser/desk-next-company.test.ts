/** What is typed at the desk about one company stays with it when the next company's call comes (C7, C8). */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { otherCompany, ownCompany, readSample } from './arrange.ts'
import { test as base } from './fixture.ts'
import { arrangeOtherCompany, arrangeReception, type ReceptionOfTests, sitDownByPhone } from './reception.ts'

interface Two extends ReceptionOfTests {
  /** Main number of the other company. */
  readonly other: string
}

const test = base.extend<{ two: Two; page: Page }>({
  two: [
    async ({ installation }, use) => {
      const other = await arrangeOtherCompany(installation)
      await use({ ...(await arrangeReception(installation)), other })
    },
    { scope: 'file' },
  ],
  page: async ({ two: _, signIn }, use) => {
    const page = await signIn('receptionist', { path: '/reception' })
    await sitDownByPhone(page)
    await use(page)
    await page.getByRole('button', { name: 'Leave the seat' }).click()
    await page.getByRole('button', { name: 'Sit down, ready' }).waitFor()
  },
})

const cardOf = (page: Page, company: string) => page.getByRole('region', { name: company, exact: true })

/** Somebody calls the company, and the desk shows it. */
async function rings(page: Page, two: Two, company: string) {
  const caller = company === ownCompany ? two.call() : two.call(two.other)
  await cardOf(page, company).getByText('Ringing').waitFor()
  return caller
}

/** The call in the middle is answered by the phone of the seat. */
async function answer(page: Page, { desk }: Two, company: string): Promise<void> {
  const atDesk = desk.nextCall()
  await page.keyboard.press('F2')
  ;(await atDesk).answer()
  await cardOf(page, company).getByText('Talking').waitFor()
}

test('a note that is being typed is for the company whose call it was begun at', async ({
  installation,
  page,
  two,
}) => {
  const first = await rings(page, two, ownCompany)
  const note = page.getByLabel('Note for colleagues')
  await note.fill('Their lawyer rings at four')
  first.cancel()
  const second = await rings(page, two, otherCompany)
  expect(await note.inputValue()).toBe('Their lawyer rings at four')
  await page.getByRole('heading', { name: `Notes for colleagues, ${ownCompany}` }).waitFor()
  await note.press('Enter')
  await expect.poll(() => note.inputValue()).toBe('')
  await page.getByRole('heading', { name: 'Notes for colleagues', exact: true }).waitFor()
  const { siteId, companyId, otherCompanyId } = await readSample(installation.server)
  const notesOf = async (id: string) => {
    const path = `/sites/${siteId}/organizations/${id}/notes`
    const { items } = await installation.server.api.get<{ items: { text: string }[] }>(path)
    return items.map(({ text }) => text)
  }
  expect(await notesOf(companyId)).toEqual(['Their lawyer rings at four'])
  expect(await notesOf(otherCompanyId)).toEqual([])
  second.cancel()
})

test('who was looked for, and the number outside that was typed, are of one call', async ({ page, two }) => {
  const first = await rings(page, two, ownCompany)
  await answer(page, two, ownCompany)
  const people = page.getByRole('complementary', { name: 'People' })
  await people.getByLabel('Find a person').fill('tom')
  await expect.poll(() => people.getByRole('listitem').count()).toBe(1)
  await people.getByLabel('Outside number').fill('+44 7700 900412')
  await page.keyboard.press('F9')
  await first.ended
  const second = await rings(page, two, otherCompany)
  await people.getByRole('heading', { name: `People at ${otherCompany}` }).waitFor()
  expect(await people.getByLabel('Find a person').inputValue()).toBe('')
  expect(await people.getByLabel('Outside number').inputValue()).toBe('')
  await expect.poll(() => people.getByRole('listitem').count()).toBeGreaterThan(1)
  second.cancel()
})

test('whoever writes a message for one company and answers for the next sees the people of the next', async ({
  page,
  two,
}) => {
  const first = await rings(page, two, ownCompany)
  await answer(page, two, ownCompany)
  await page.keyboard.press('m')
  await page.getByLabel('Message', { exact: true }).fill('Wants the plans')
  first.hangUp()
  const second = await rings(page, two, otherCompany)
  await answer(page, two, otherCompany)
  const people = page.getByRole('complementary', { name: 'People' })
  await people.getByRole('heading', { name: `People at ${otherCompany}` }).waitFor()
  const form = page.getByRole('form', { name: 'Take a message' })
  expect(await form.getByLabel('Message', { exact: true }).inputValue()).toBe('Wants the plans')
  await form.getByRole('combobox', { name: 'For' }).click()
  await page.getByRole('option', { name: 'Tom Finch' }).click()
  await form.getByRole('button', { name: /^Send/ }).click()
  await page.getByText(/^The message (went to|is in the messages)/).waitFor()
  await page.keyboard.press('F9')
  await second.ended
})

test('a message for a caller who has hung up is there after the form was left, and after a reload', async ({
  page,
  two,
}) => {
  const first = await rings(page, two, ownCompany)
  await answer(page, two, ownCompany)
  await page.keyboard.press('m')
  const text = page.getByLabel('Message', { exact: true })
  await text.fill('Ring back about the lease')
  first.hangUp()
  await cardOf(page, ownCompany).waitFor({ state: 'detached' })
  await text.press('Escape')
  await text.waitFor({ state: 'detached' })
  const unsent = page.getByText(`A message for ${ownCompany} is not sent yet.`)
  await unsent.waitFor()
  await page.reload()
  await unsent.waitFor()
  await page.getByRole('button', { name: 'Go on writing' }).click()
  expect(await text.inputValue()).toBe('Ring back about the lease')
  await text.press('Control+Enter')
  await page.getByText(/^The message (went to|is in the messages)/).waitFor()
  expect(await unsent.count()).toBe(0)
})
