/** A receptionist's call from its first ring to its message, by keyboard, with the phone beside the page (C7, C8, M11). */
import AxeBuilder from '@axe-core/playwright'
import { describe, expect } from 'vitest'
import { ownCompany, readSample } from './arrange.ts'
import { test } from './fixture.ts'
import { arrangeReception, sitDownByPhone } from './reception.ts'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

describe('the desk (C7, C8)', () => {
  test('shows whose call it is before it is answered, and everything is done by keys', async ({
    installation,
    signIn,
  }) => {
    const { desk, call } = await arrangeReception(installation)
    const page = await signIn('receptionist', { path: '/reception' })
    await sitDownByPhone(page)

    const rings = desk.nextCall()
    const caller = call()
    await rings
    const card = page.getByRole('region', { name: ownCompany })
    await card.getByText('Ringing', { exact: true }).waitFor()
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

    // Twice in one is once.
    await card.getByRole('button', { name: /^Hold/ }).dblclick()
    await card.getByText('On hold').waitFor()
    expect(await card.getByRole('alert').textContent()).toBe('')
    await page.keyboard.press('F4')
    await card.getByText('Talking').waitFor()

    await page.keyboard.press('o')
    await page.keyboard.type('12')
    await page.keyboard.press('Enter')
    await page.getByText(/^That is no telephone number\./).waitFor()
    await page.keyboard.press('Escape')

    await page.keyboard.press('m')
    await page.getByLabel('Message', { exact: true }).fill('x'.repeat(2_003))
    await page.keyboard.press('Control+Enter')
    await page.getByText('A message has at most 2,000 characters: 3 too many.').waitFor()
    await page.getByRole('button', { name: /^Send/, disabled: true }).waitFor()
    await page.getByLabel('Message', { exact: true }).fill('Drawings are ready for collection.')
    // "kept as you type": the form is not there after a reload, what was typed is.
    await page.reload()
    await card.getByText('Talking').waitFor()
    await page.keyboard.press('m')
    expect(await page.getByLabel('Message', { exact: true }).inputValue()).toBe(
      'Drawings are ready for collection.',
    )
    const talking = await new AxeBuilder({ page }).withTags(standards).analyze()
    expect(talking.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    await page.keyboard.press('Control+Enter')
    await page.getByText(/^The message (went to|is in the messages)/).waitFor()

    // The organization finds it among its messages, and reception reads who sees to it (C8).
    const occupier = await signIn('occupier-admin', { path: '/messages?folder=new' })
    await occupier.getByRole('radio', { name: 'From reception 1' }).waitFor({ state: 'attached' })
    await occupier.getByRole('link', { name: /^Messages.*1 new message$/ }).waitFor()
    await occupier.getByRole('button', { name: /Drawings are ready for collection/ }).click()
    await occupier.keyboard.press('e')
    await occupier.getByText(/ sees to it, since /).waitFor()
    const read = await new AxeBuilder({ page: occupier }).withTags(standards).analyze()
    expect(read.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    // It stays open for whoever has acknowledged it, and is no longer among the new ones.
    await occupier.getByText('No messages here.').waitFor()
    await occupier.goto('/messages?folder=new')
    await occupier.getByText('No messages here.').waitFor()

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
  await page.getByLabel('Callers of these companies go first').first().click()
  await page.getByRole('option', { name: ownCompany }).click()
  await page.keyboard.press('Escape')
  const overflow = page.getByLabel('When nobody answers in time, or nobody is there')
  await overflow.selectOption({ label: 'an answering service outside' })
  await page.getByLabel('Answering service outside').fill('+442079460555')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved. It holds for the next call.').waitFor()
  const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  const rules = await installation.server.api.get<{ priority: { organizationIds: string[] } }>(
    `/sites/${siteId}/reception`,
  )
  expect(rules).toMatchObject({
    promiseSeconds: 30,
    overflow: { to: 'outside', address: '+442079460555' },
  })
  expect(rules.priority.organizationIds).toHaveLength(1)
})
