/** The wallboard of a reception follows its calls without a reload, and its figures are there as tables (supervision). */
import { expect } from 'vitest'
import { ownCompany } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import { arrangeReception, sitDownByPhone } from './reception.ts'

test('the wallboard shows who waits, what each seat does and how the day goes, as it happens', async ({
  installation,
  signIn,
}) => {
  const { desk, call, siteId } = await arrangeReception(installation)
  const seat = await signIn('receptionist', { path: '/reception' })
  await sitDownByPhone(seat)

  const board = await signIn('operator-user', { path: `/reception/wallboard?site=${siteId}` })
  const seats = board.getByRole('region', { name: 'Seats' })
  await seats.getByText(/^Ready/).waitFor()
  const figure = (label: string) =>
    board.locator('dl > div', { hasText: label }).getByRole('definition').first()
  expect(await figure('Waiting').textContent()).toBe('0')

  const rings = desk.nextCall()
  const caller = call()
  const atDesk = await rings
  await board.getByRole('region', { name: 'Next' }).getByText(ownCompany).waitFor()
  expect(await figure('Waiting').textContent()).toBe('1')
  expect(await figure('Longest wait').textContent()).toMatch(/^0:0\d$/)
  expect(await violationsInBothThemes(board)).toEqual([])

  atDesk.answer()
  await caller.answered
  await seats.getByText(/^Talking/).waitFor()
  await board.getByText('Nobody waits.').waitFor()
  caller.hangUp()
  await board.getByText('1 of 1').waitFor()
  expect(await figure('Answered within').textContent()).toBe('100\u00a0%')

  await board.getByRole('link', { name: 'Figures' }).click()
  const table = board.getByRole('table', { name: 'By organization' })
  await table.getByRole('cell', { name: ownCompany }).waitFor()
  await board.getByRole('table', { name: 'By seat' }).getByRole('row').nth(1).waitFor()
  const [download] = await Promise.all([
    board.waitForEvent('download'),
    board.getByRole('link', { name: 'CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('reception.csv')
})
