/** Fields of forms: what they lack is said beneath them, and dates are typed in the language and the zone of the console. */
import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'

describe('a field that lacks something', () => {
  test('says so beneath it, and what would be right', async ({ signIn }) => {
    const page = await signIn('operator-admin', { path: '/administration/users?dialog=invite' })
    const dialog = page.getByRole('dialog')
    const name = dialog.getByRole('textbox', { name: 'Name' })
    const email = dialog.getByRole('textbox', { name: 'E-mail' })
    await email.fill('not an address')
    await page.keyboard.press('Enter')
    await dialog.getByText('Fill this in.').first().waitFor()
    await dialog.getByText('An e-mail address looks like name@company.com.').waitFor()
    expect(await name.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await name.getAttribute('aria-invalid')).toBe('true')
    const described = await email.getAttribute('aria-describedby')
    expect(await page.locator(`[id="${described?.split(' ').at(-1)}"]`).textContent()).toMatch(/^An e-mail/)
    await email.fill('nina@company.example')
    await dialog.getByText('An e-mail address looks like').waitFor({ state: 'detached' })
    expect(await email.getAttribute('aria-invalid')).not.toBe('true')
  })
})

test('a count of voice services that was cleared is asked for, and not sent as none (N9)', async ({
  installation,
  signIn,
}) => {
  const { siteId } = await readSample(installation.server)
  const page = await signIn('operator-admin', { path: `/spaces/${siteId}/services` })
  const sent: string[] = []
  page.on('request', (request) => void (request.method() === 'PUT' && sent.push(request.url())))
  await page
    .getByRole('row', { name: /Alder & Finch/ })
    .getByRole('button')
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('Fill this in.').waitFor()
  expect(sent).toEqual([])
})

test('a name that is too long can be typed, and how much too long it is, is said at once', async ({
  signIn,
}) => {
  const page = await signIn('operator-admin', { path: '/occupiers?dialog=add' })
  const company = page.getByRole('dialog').getByRole('textbox', { name: 'Company' })
  await company.fill('x'.repeat(123))
  const fault = page.getByText('At most 120 characters: 3 too many.')
  await fault.waitFor()
  await page.keyboard.press('Enter')
  expect(await company.inputValue()).toHaveLength(123)
  await company.fill('x'.repeat(120))
  await fault.waitFor({ state: 'detached' })
})

describe('a double click on what acts', () => {
  test('is one click: one event, and nobody is said to have saved in between', async ({
    installation,
    signIn,
  }) => {
    const { siteId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/spaces/${siteId}/hours?dialog=event` })
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Open day')
    await dialog.getByRole('textbox', { name: 'First day' }).fill('2027-09-01')
    await page.keyboard.press('Tab')
    await dialog.getByRole('button', { name: 'Add event' }).dblclick()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Add hours on Sat' }).click()
    await page.getByRole('button', { name: 'Save' }).dblclick()
    await page.getByText(/hold from the next call on/).waitFor()
    expect(await page.getByText('Somebody saved in between').count()).toBe(0)
    const { items } = await installation.server.api.get<{ items: { name: string }[] }>(
      `/site-events?siteId=${siteId}&limit=1000`,
    )
    expect(items.filter(({ name }) => name === 'Open day')).toHaveLength(1)
  })
})

describe('spaces alone', () => {
  test('are nothing where a name is asked for', async ({ signIn }) => {
    const page = await signIn('operator-admin', { path: '/occupiers?dialog=add' })
    const dialog = page.getByRole('dialog')
    const company = dialog.getByRole('textbox', { name: 'Company' })
    await company.fill('   ')
    await dialog.getByRole('button', { name: 'Add occupier' }).click()
    await dialog.getByText('Fill this in.').first().waitFor()
    await company.fill('Rowan & Pike')
    await expect.poll(() => company.getAttribute('aria-invalid')).not.toBe('true')
  })

  test('are nothing where a day is asked for: nothing is sent', async ({ installation, signIn }) => {
    const { siteId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/spaces/${siteId}/hours` })
    const sent: string[] = []
    page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()))
    const day = page.getByRole('textbox', { name: 'Until, Europe/London: day' })
    await day.fill('   ')
    await page.getByRole('button', { name: 'Switch to out of hours' }).click()
    await page.getByText('Fill this in.').waitFor()
    expect(sent).toEqual([])
    await day.fill('28.3.2027')
    await page.keyboard.press('Tab')
    await expect.poll(() => day.inputValue()).toBe('Sun 28 Mar 2027')
    await expect.poll(() => day.getAttribute('aria-invalid')).not.toBe('true')
  })
})

describe('a date and a time', () => {
  test('are typed, and a time that the clocks leave out says what is meant', async ({
    installation,
    signIn,
  }) => {
    const { siteId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/spaces/${siteId}/hours` })
    const day = page.getByRole('textbox', { name: 'Until, Europe/London: day' })
    await day.fill('28.3.2027')
    await page.keyboard.press('Tab')
    await expect.poll(() => day.inputValue()).toBe('Sun 28 Mar 2027')
    await page.getByRole('spinbutton', { name: 'Until, Europe/London: hours' }).fill('01')
    await page.getByRole('spinbutton', { name: 'Until, Europe/London: minutes' }).fill('30')
    await page.getByRole('spinbutton', { name: 'Until, Europe/London: minutes' }).press('Backspace')
    await page.getByRole('button', { name: 'Switch to out of hours' }).click()
    await page.getByText('Fill this in.').waitFor()
    await page.getByRole('spinbutton', { name: 'Until, Europe/London: minutes' }).fill('30')
    await page.getByText('The clocks leave 01:30 out that night: 02:30 is meant.').waitFor()
    await page.getByRole('button', { name: 'Switch to out of hours' }).click()
    await expect
      .poll(async () => {
        const { items } = await installation.server.api.get<{ items: { until: string }[] }>(
          `/sites/${siteId}/overrides`,
        )
        return items.map(({ until }) => until)
      })
      .toContain('2027-03-28T01:30:00.000Z')
  })

  test('of an event are asked for where they are missing, and taken as typed', async ({
    installation,
    signIn,
  }) => {
    const { siteId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/spaces/${siteId}/hours?dialog=event` })
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Summer party')
    await dialog.getByRole('button', { name: 'Add event' }).click()
    await dialog.getByText('Say when it begins.').waitFor()
    const first = dialog.getByRole('textbox', { name: 'First day' })
    await first.fill('2027-06-21')
    await page.keyboard.press('Tab')
    // What is no day stays as it was typed and is said, and nothing is saved with the day before it.
    await first.fill('31.2.2027')
    await page.keyboard.press('Tab')
    await dialog.getByText(/^That is no day\. Write it as/).waitFor()
    await page.keyboard.press('Control+Enter')
    expect(await first.inputValue()).toBe('31.2.2027')
    await first.fill('21 jun 2027')
    await page.keyboard.press('Tab')
    await dialog.getByText(/^That is no day/).waitFor({ state: 'detached' })
    await dialog.getByRole('button', { name: 'Add event' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Summer party').first().waitFor()
  })

  test('of the week that are left empty say so, though there is no form to send', async ({
    installation,
    signIn,
  }) => {
    const { siteId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/spaces/${siteId}/hours` })
    await page
      .getByRole('button', { name: /^Mon, / })
      .first()
      .focus()
    await page.keyboard.press('Enter')
    const minutes = page.getByRole('spinbutton', { name: 'Mon, from: minutes' })
    await minutes.press('Backspace')
    await page.getByRole('button', { name: 'Undo' }).focus()
    await page.getByText('Fill this in.').waitFor()
    // Nothing is saved in its place.
    await page.getByRole('spinbutton', { name: 'Mon, to: hours' }).fill('19')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => minutes.evaluate((field) => field === document.activeElement)).toBe(true)
    await minutes.fill('45')
    await page.getByText('Fill this in.').waitFor({ state: 'detached' })
    // The parts of a time leave Ctrl Z to the week.
    await page.keyboard.press('Control+z')
    await expect.poll(() => minutes.inputValue()).not.toBe('45')
  })
})
