/** A shift at the desk without a pointer: sitting down, answering, asking, swapping, connecting, a message, leaving (design §5, C8). */
import { expect, onTestFinished } from 'vitest'
import { ownCompany } from './arrange.ts'
import { test } from './fixture.ts'
import { keysOf } from './keys.ts'
import { OfficePhone } from './office-phone.ts'
import { arrangeReception } from './reception.ts'

test('every step of a call, from the door to the next caller, by keyboard alone', async ({
  installation,
  signIn,
}) => {
  const { desk, call } = await arrangeReception(installation)
  const tom = await OfficePhone.open(installation, ownCompany, 1_700)
  onTestFinished(() => tom.close())
  const { keyboard, until, whole: page } = keysOf(await signIn('receptionist', { path: '/reception' }))
  await until(page.getByRole('combobox', { name: 'Where you speak' }))
  await keyboard.press('ArrowDown')
  await page.getByRole('option', { name: /^Front desk/ }).waitFor()
  await keyboard.type('Front desk')
  await keyboard.press('Enter')
  await until(page.getByRole('button', { name: 'Sit down, ready' }))
  await keyboard.press('Enter')
  await page.getByRole('contentinfo').getByText('away').waitFor()

  const card = page.getByRole('region', { name: ownCompany })
  const caller = call()
  await card.getByText('Ringing', { exact: true }).waitFor()
  const clicked = desk.nextCall()
  await keyboard.press('F2')
  ;(await clicked).answer()
  await caller.answered
  await card.getByText('Talking').waitFor()

  await keyboard.press('/')
  await keyboard.type(tom.extension)
  await page.getByRole('complementary', { name: 'People' }).getByText('Free').waitFor()
  await keyboard.press('Escape')
  await keyboard.press('1')
  const rings = tom.rings()
  await keyboard.press('F8')
  tom.answer(await rings)
  await card.getByText(/, caller waits/).waitFor()
  await keyboard.press('Shift+F4')
  await card.getByText(/^Talking, .+ waits/).waitFor()
  await keyboard.press('m')
  await keyboard.type('Please ring back before noon.')
  await keyboard.press('Control+Enter')
  await page.getByText(/^The message (went to|is in the messages)/).waitFor()
  await keyboard.press('F8')
  await page.getByText('Nobody waits. The next call shows here while it rings.').waitFor()
  expect(caller.state).toBe('answered')
  caller.hangUp()

  await until(page.getByRole('button', { name: 'Leave the seat' }))
  await keyboard.press('Enter')
  await page.getByRole('button', { name: 'Sit down, ready' }).waitFor()
})
