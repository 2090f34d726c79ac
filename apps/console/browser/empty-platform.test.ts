/** From an installation with nothing in it to a call that is answered, by the console alone: what the first administrator does. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import { Caller } from './caller.ts'
import { collectComplaints } from './complaints.ts'
import { fillSignIn, Installation } from './installation.ts'

const email = 'ops@offices.example'
const password = 'a new elm on the hill'

describe('an installation that begins empty', () => {
  it('has its first administrator, site, carrier, numbers and company made, and takes a call', async () => {
    const installation = await Installation.start({ MAINLINE_FIRST_ADMINISTRATOR: email })
    onTestFinished(() => installation[Symbol.asyncDispose]())
    const { server } = installation
    expect(existsSync(join(server.dataFolder, 'sample-logins.json'))).toBe(false)
    const file = join(server.dataFolder, 'first-administrator')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const context = await installation.open()
    const complaints = collectComplaints(context)
    const page = await context.newPage()

    await page.goto(readFileSync(file, 'utf8').trim())
    await page.getByLabel('Choose a password').fill(password)
    await page.getByRole('button', { name: 'Save and sign in' }).click()
    await fillSignIn(page, { email, password })
    const steps = page.getByRole('region', { name: 'Before the first call' })
    const step = async (name: string) => {
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click()
      await steps.getByRole('link', { name }).click()
    }
    const dialog = (name: string) => page.getByRole('dialog', { name })

    await step('Open a site')
    const site = dialog('Open a site')
    await site.getByLabel('Site', { exact: true }).fill('Quay House, Leeds')
    await site.getByLabel('Name of the operator').fill('Northern Desks')
    await site.getByLabel('Time zone').fill('Athens')
    await page.getByRole('option', { name: /Athens/ }).click()
    await site.getByLabel('SIP domain').fill('leeds.phones.example')
    await site.getByRole('button', { name: 'Open the site' }).click()
    await page.getByRole('heading', { name: 'Quay House, Leeds', level: 1 }).waitFor()
    await page.getByText('Europe/Athens').waitFor()

    await step('Connect a carrier')
    const carrier = dialog('Connect a carrier')
    await carrier.getByLabel('Name', { exact: true }).fill('City Carrier')
    await carrier.getByLabel('Addresses its calls come from').fill(TRUNK_ADDRESS)
    await page.keyboard.press('Enter')
    await carrier.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByText('City Carrier').waitFor()

    await step('Add numbers')
    await page.getByRole('button', { name: 'Add numbers' }).click()
    const numbers = dialog('Add numbers to Quay House, Leeds')
    await numbers.getByLabel('First number').fill('+44 20 7946 0200')
    await numbers.getByLabel('How many in a row').fill('5')
    await numbers.getByRole('button', { name: 'Add 5 numbers' }).click()
    await page.getByText('5 numbers are in the stock').waitFor()

    await step('Add an occupier')
    const occupier = dialog('Add an occupier')
    await occupier.getByLabel('Company').fill('Larkfield Surveyors')
    await occupier.getByRole('button', { name: 'Add occupier' }).click()
    await page.getByText('No main number at Quay House, Leeds yet.').waitFor()

    await step('Give it voice services')
    await page
      .getByRole('button', { name: /Larkfield Surveyors|Add/ })
      .first()
      .click()
    const services = dialog('Voice services of Larkfield Surveyors')
    await services.getByLabel('How many at Quay House, Leeds').fill('2')
    await services.getByRole('button', { name: 'Add and activate' }).click()
    await services.waitFor({ state: 'detached' })
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click()
    await expect.poll(() => steps.count(), { timeout: 30_000 }).toBe(0)

    const caller = await Caller.dial(installation, '+442079460200', 440)
    await caller.call.answered
    caller.hangUp()
    await context.close()
    expect(complaints).toEqual([])

    await server.stop()
    await server.start()
    expect(existsSync(file)).toBe(false)
  })
})
