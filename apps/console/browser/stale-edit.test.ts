import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { readSample, type Sample } from './arrange.ts'
import { test } from './fixture.ts'

const mine = 'Written in the first tab.'
const theirs = 'Written in the second tab.'

/** As when the person comes back from another window, later. */
async function lookAgain(page: Page): Promise<void> {
  await page.clock.setFixedTime(Date.now() + 60_000)
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
}

describe('the same greeting edited in two tabs (N12)', () => {
  test('the later one is told who was faster, keeps its text, and chooses', async ({
    installation,
    signIn,
  }) => {
    const { companyId, main } = await readSample(installation.server)
    const path = `/occupiers/${companyId}/telephony?dialog=greetings`
    const first = await signIn('operator-admin', { path })
    await greetingOf(first).fill(mine)
    const second = await signIn('operator-user', { path })
    await greetingOf(second).fill(theirs)
    await save(second)
    await second.getByRole('dialog').waitFor({ state: 'detached' })

    await save(first)
    await first.getByText('Sam Reed saved in between. Your text is still here.').waitFor()
    expect(await greetingOf(first).inputValue()).toBe(mine)

    await first.getByRole('button', { name: 'Take theirs' }).click()
    expect(await greetingOf(first).inputValue()).toBe(theirs)
    await greetingOf(first).fill(mine)
    await save(first)
    await first.getByRole('dialog').waitFor({ state: 'detached' })
    const card = await installation.server.api.get<{ inHours: { greeting: string } }>(
      `/numbers/${main.id}/reception-card`,
    )
    expect(card.inHours.greeting).toBe(mine)
  })

  test('call settings: Keep mine saves over what came in between', async ({ installation, signIn }) => {
    const { companyId, main } = await readSample(installation.server)
    const path = `/occupiers/${companyId}/telephony?dialog=call-settings`
    const page = await signIn('operator-admin', { path })
    const limit = page.getByRole('region', { name: 'In hours' }).getByLabel('Time limit of step 1')
    await limit.fill('35')
    const settings = `/numbers/${main.id}/call-settings`
    const before = await installation.server.api.get<{
      version: number
      inHours: object
      outOfHours: object
    }>(settings)
    await installation.server.api.put(settings, { ...pick(before), voicemailEmails: ['a@company.example'] })

    await save(page)
    await page.getByText(/saved in between/).waitFor()
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await save(page)
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await installation.server.api.get(settings)).toMatchObject({
      inHours: { steps: [{ target: 'hunt-group', limitSeconds: 35 }, { target: 'voicemail' }] },
    })
  })
})

describe('where messages are mailed, changed meanwhile (M13, N12)', () => {
  test('keeps what is typed, and asks whose it shall be', async ({ installation, signIn }) => {
    const { api } = installation.server
    const { companyId } = await readSample(installation.server)
    const path = `/occupiers/${companyId}/telephony`
    const page = await signIn('operator-admin', { path })
    const row = page.getByRole('row', { name: /7946 0101/ })
    await row.getByRole('button', { name: 'Voicemail' }).click()
    const dialog = page.getByRole('dialog')
    const typed = dialog.getByLabel('Voicemail to e-mail').first()
    await typed.fill('mine@company.example')
    const { items } = await api.get<{ items: { id: string; e164: string }[] }>(
      `/numbers?organizationId=${companyId}&limit=100`,
    )
    const mailbox = `/numbers/${items.find(({ e164 }) => e164 === '+442079460101')?.id}/mailbox`
    const { version } = await api.get<{ version: number }>(mailbox)
    await api.patch(mailbox, { version, voicemailEmails: ['theirs@company.example'] })

    const asked = page.waitForResponse((response) => response.url().endsWith(mailbox))
    await lookAgain(page)
    await asked
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('Somebody saved in between. Your text is still here.').waitFor()
    await dialog.getByText('mine@company.example').waitFor()
    await dialog.getByRole('button', { name: 'Take theirs' }).click()
    await dialog.getByText('theirs@company.example').waitFor()
    expect(await dialog.getByText('mine@company.example').count()).toBe(0)
  })
})

describe('a count that somebody changed while the dialog was open (N12)', () => {
  test.for([
    {
      what: 'days that messages are kept',
      path: ({ companyId }: Sample) => `/occupiers/${companyId}/messages`,
      open: (page: Page) => page.getByRole('button', { name: 'Kept as the site says' }),
      at: ({ companyId }: Sample) => `/organizations/${companyId}/message-retention`,
      counted: 'days',
    },
    {
      what: 'voice services',
      path: ({ siteId }: Sample) => `/spaces/${siteId}/services`,
      open: (page: Page) =>
        page
          .getByRole('row', { name: /Alder & Finch/ })
          .getByRole('button')
          .first(),
      at: ({ companyId, siteId }: Sample) => `/organizations/${companyId}/sites/${siteId}/voice-service`,
      counted: 'quantity',
    },
  ])('$what: is not saved over unseen', async ({ path, open, at, counted }, { installation, signIn }) => {
    const { api } = installation.server
    const sample = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: path(sample) })
    await open(page).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill('90')
    const { version } = await api.get<{ version: number }>(at(sample))
    const listed = counted === 'days' ? at(sample) : '/voice-services'
    const asked = page.waitForResponse((answer) => answer.url().includes(listed))
    await api.put(at(sample), { version, [counted]: 30 })
    await lookAgain(page)
    await asked

    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('Somebody saved in between. Your text is still here.').waitFor()
    expect(await api.get(at(sample))).toMatchObject({ [counted]: 30 })
    await dialog.getByRole('button', { name: 'Keep mine' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await api.get(at(sample))).toMatchObject({ [counted]: 90 })
  })
})

describe('a hunt group whose members changed meanwhile (M10, N12)', () => {
  test('is chosen anew: theirs, or mine over it', async ({ installation, signIn }) => {
    const { companyId, main } = await readSample(installation.server)
    const { api } = installation.server
    const members = `/numbers/${main.id}/hunt-members`
    const before = await api.get<Group>(members)
    const page = await signIn('operator-admin', {
      path: `/occupiers/${companyId}/telephony?dialog=hunt-group`,
    })
    const boxes = page.getByRole('dialog').getByRole('checkbox', { checked: true })
    const all = before.members.length
    await expect.poll(() => boxes.count()).toBe(all)
    await boxes.last().uncheck()
    const one = [{ kind: 'number', numberId: before.members[0]?.numberId }]
    await api.put(members, { revision: before.revision, members: one })

    await save(page)
    await page.getByText(/saved in between/).waitFor()
    await page.getByRole('button', { name: 'Take theirs' }).click()
    expect(await boxes.count()).toBe(1)
    await page.getByRole('dialog').getByRole('button', { name: 'Choose all' }).click()
    await api.put(members, { revision: (await api.get<Group>(members)).revision, members: [] })
    await save(page)
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await save(page)
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect((await api.get<Group>(members)).members).toHaveLength(all)
  })
})

describe('what somebody changed meanwhile (N12)', () => {
  test('is not removed before it was looked at: a webhook', async ({ installation, signIn }) => {
    const { api } = installation.server
    const { operatorId } = await readSample(installation.server)
    const url = 'https://hooks.example/calls'
    const made = await api.post<Webhook>('/webhooks', { operatorId, name: 'CRM', url, kinds: [] })
    const path = `/administration/webhooks?dialog=remove&webhook=${made.id}`
    const page = await signIn('operator-admin', { path })
    const remove = page.getByRole('dialog').getByRole('button', { name: 'Remove' })
    await remove.waitFor()
    await api.patch(`/webhooks/${made.id}`, { version: made.version, url: 'https://hooks.example/other' })

    await remove.click()
    await page.getByText(/^Somebody changed it in between/).waitFor()
    await page
      .getByRole('dialog')
      .getByText(/hooks.example\/other is told of nothing/)
      .waitFor()
    expect((await api.get<Webhook>(`/webhooks/${made.id}`)).version).toBe(2)
    await remove.click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect((await api.get<{ items: Webhook[] }>('/webhooks')).items.map(({ id }) => id)).not.toContain(
      made.id,
    )
  })

  test('is not switched over before it was seen: an override', async ({ installation, signIn }) => {
    const { api } = installation.server
    const { siteId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/spaces/${siteId}/hours` })
    const out = page.getByRole('button', { name: 'Switch to out of hours' })
    await out.waitFor()
    const held = async () => (await api.get<{ items: Override[] }>(`/sites/${siteId}/overrides`)).items
    const [before] = await held()
    const until = new Date(Date.now() + 3_600_000).toISOString()
    await api.put(`/sites/${siteId}/override`, { overrideId: before?.id ?? null, open: true, until })

    await out.click()
    await page.getByText(/^API token switched to in hours in between, until/).waitFor()
    expect(await held()).toMatchObject([{ open: true }])
    await out.click()
    await expect.poll(held).toMatchObject([{ open: false }])
  })
})

interface Webhook {
  readonly id: string
  readonly version: number
}

interface Override {
  readonly id: string
  readonly open: boolean
}

interface Group {
  readonly revision: string
  readonly members: readonly { readonly numberId: string }[]
}

const greetingOf = (page: Page) => page.getByRole('dialog').getByLabel('Greeting, said word for word')
const save = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
const pick = ({
  version,
  inHours,
  outOfHours,
}: {
  version: number
  inHours: object
  outOfHours: object
}) => ({
  version,
  inHours,
  outOfHours,
})
