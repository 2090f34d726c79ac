import { describe, expect } from 'vitest'
import { printed, readSample } from './arrange.ts'
import { test } from './fixture.ts'

interface Settings {
  version: number
  inHours: object
  outOfHours: object
  voicemailEmails: string[]
}

describe('what a company sets about its voicemail', () => {
  test('earlier settings come back by one click, and the page says what stays (product §6.5)', async ({
    installation,
    signIn,
  }) => {
    const { api } = installation.server
    const { companyId, main } = await readSample(installation.server)
    const address = `/numbers/${main.id}/call-settings`
    const before = await api.get<Settings>(address)
    const { version, inHours, outOfHours } = before
    const voicemailEmails = ['new@alder-finch.example']
    await api.put(address, { version, inHours, outOfHours, hours: null, voicemailEmails })
    const page = await signIn('operator-admin', {
      path: `/occupiers/${companyId}/telephony?dialog=call-settings`,
    })
    const dialog = page.getByRole('dialog', { name: /Call settings/ })
    await dialog.getByRole('button', { name: 'Earlier versions…' }).click()
    await dialog.getByText(/Who is in the hunt group is no part of it/).waitFor()
    const versions = dialog.getByRole('list', { name: 'Versions, newest first' })
    await versions.getByText(/Voicemail also goes to new@alder-finch.example/).waitFor()
    await versions.getByRole('button', { name: `Bring back version ${before.version}` }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await api.get(address)).toMatchObject({
      version: before.version + 2,
      voicemailEmails: before.voicemailEmails,
    })
  })

  test('messages of a phone number are mailed where its mailbox says (M13)', async ({
    installation,
    signIn,
  }) => {
    const { api } = installation.server
    const { companyId, siteId } = await readSample(installation.server)
    const { items } = await api.get<{ items: { id: string; e164: string }[] }>(
      `/numbers?organizationId=${companyId}&siteId=${siteId}&kind=ordinary&state=ACTIVE&limit=1`,
    )
    const [number = { id: '', e164: '' }] = items
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony` })
    await page.getByRole('button', { name: `Actions of ${printed(number.e164)}` }).click()
    await page.getByRole('menuitem', { name: 'Voicemail…' }).click()
    const dialog = page.getByRole('dialog', { name: `Voicemail of ${printed(number.e164)}` })
    await dialog.getByLabel('Voicemail to e-mail').fill('maya@alder-finch.example')
    await dialog.getByLabel('Voicemail to e-mail').press('Enter')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await api.get(`/numbers/${number.id}/mailbox`)).toMatchObject({
      voicemailEmails: ['maya@alder-finch.example'],
    })
  })

  test('its messages are kept as long as it chooses', async ({ installation, signIn }) => {
    const { companyId } = await readSample(installation.server)
    const page = await signIn('occupier-admin', { path: '/messages' })
    await page.getByRole('button', { name: 'Kept as the site says' }).click()
    const dialog = page.getByRole('dialog', { name: 'How long messages are kept' })
    await dialog.getByLabel('Messages are kept, in days').fill('90')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Kept for 90 days' }).waitFor()
    expect(await installation.server.api.get(`/organizations/${companyId}/message-retention`)).toMatchObject({
      days: 90,
      version: 1,
    })
  })
})
