/** Dialogs that no page of `every-page.ts` opens by its address alone: each is opened as a person does, and looked at by axe. */
import type { Locator, Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { ServerFixture } from '../../../interop/server-fixture.ts'
import { ownCompany, readSample, type Sample } from './arrange.ts'
import { violationsWhileOpened } from './axe.ts'
import { test } from './fixture.ts'
import type { Role } from './installation.ts'

interface Named {
  readonly id: string
  readonly name: string
  readonly membershipId?: string
}

interface Things extends Sample {
  readonly userId: string
  readonly trunkId: string
  readonly webhookId: string
  readonly tokenId: string
  /** It is located at the site and has nothing there, where a number is nominated for whoever has none. */
  readonly newcomerId: string
}

interface Case {
  readonly name: string
  /** The administrator of the operator when left out. */
  readonly role?: Role
  readonly path: (things: Things) => string
  /** What is done on the page; nothing when left out. */
  readonly open?: (page: Page) => Promise<unknown>
  readonly title: string | RegExp
}

const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()

const cases: readonly Case[] = [
  {
    name: 'shortcuts',
    path: () => '/occupiers',
    open: (page) => page.keyboard.press('?'),
    title: 'Shortcuts',
  },
  {
    name: 'numbers are added',
    role: 'provider-admin',
    path: ({ siteId }) => `/spaces/${siteId}/telephony?dialog=add`,
    title: /^Add numbers to/,
  },
  {
    name: 'a site of a new operator',
    role: 'provider-admin',
    path: () => '/administration/operators?dialog=open&operator=new',
    title: 'Open a site',
  },
  {
    name: 'an event',
    path: ({ siteId }) => `/spaces/${siteId}/hours?dialog=event`,
    title: /^Add an event at/,
  },
  {
    name: 'an event with a route of its own',
    path: ({ siteId }) => `/spaces/${siteId}/hours?dialog=event`,
    open: (page) =>
      page
        .getByRole('dialog')
        .getByText(/^A route of its own/)
        .first()
        .click(),
    title: /^Add an event at/,
  },
  {
    name: 'public holidays',
    path: ({ siteId }) => `/spaces/${siteId}/hours?dialog=holidays`,
    title: /^Public holidays at/,
  },
  {
    name: 'a calendar',
    path: ({ siteId }) => `/spaces/${siteId}/hours?dialog=calendar`,
    title: /^Import a calendar at/,
  },
  {
    name: 'voice services',
    path: ({ siteId }) => `/spaces/${siteId}/services`,
    open: async (page) => {
      await page.getByRole('row', { name: new RegExp(ownCompany) }).hover()
      await page
        .getByRole('row', { name: new RegExp(ownCompany) })
        .getByRole('button')
        .click()
    },
    title: /^Voice services of/,
  },
  {
    name: 'a device',
    path: ({ companyId }) => `/occupiers/${companyId}/devices`,
    open: press('Add device'),
    title: 'Add device',
  },
  {
    name: 'the password of a device, shown this once',
    path: ({ companyId }) => `/occupiers/${companyId}/devices`,
    open: async (page) => {
      await press('Add device')(page)
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('combobox', { name: 'Rings for' }).click()
      await page.getByRole('option').first().click()
      await dialog.getByLabel('What it is called').fill('Kitchen')
      await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    },
    title: /^Login of Kitchen/,
  },
  {
    name: 'a main number is chosen',
    path: ({ newcomerId }) => `/occupiers/${newcomerId}/telephony`,
    open: press(/^Choose a number/),
    title: /^Choose a main number for/,
  },
  {
    name: 'the numbers to choose from',
    path: ({ newcomerId }) => `/occupiers/${newcomerId}/telephony`,
    open: async (page) => {
      await press(/^Choose a number/)(page)
      await page.getByRole('dialog').getByLabel('Number', { exact: true }).click()
      await page.getByRole('option').first().waitFor()
    },
    title: /^Choose a main number for/,
  },
  {
    name: 'the mailbox of a number',
    path: ({ companyId }) => `/occupiers/${companyId}/telephony`,
    open: async (page) => {
      await page
        .getByRole('button', { name: /^Actions of/ })
        .first()
        .click()
      await page.getByRole('menuitem', { name: /voicemail/i }).click()
    },
    title: /^Voicemail of/,
  },
  {
    name: 'the fields of a number',
    path: ({ companyId }) => `/occupiers/${companyId}/telephony`,
    open: async (page) => {
      await page
        .getByRole('button', { name: /^Actions of/ })
        .first()
        .click()
      await page.getByRole('menuitem', { name: 'Edit…' }).click()
    },
    title: /^Edit /,
  },
  {
    name: 'the fields of a number of the stock',
    path: ({ siteId }) => `/spaces/${siteId}/telephony?state=AVAILABLE`,
    open: async (page) => {
      await page
        .getByRole('button', { name: /^Actions of/ })
        .first()
        .click()
      await page.getByRole('menuitem', { name: 'Edit…' }).click()
    },
    title: /^Edit /,
  },
  {
    name: 'versions of call settings',
    path: ({ companyId }) => `/occupiers/${companyId}/telephony?dialog=call-settings&panel=versions`,
    title: /Call settings/,
  },
  {
    name: 'call settings from a date',
    path: ({ companyId }) => `/occupiers/${companyId}/telephony?dialog=call-settings&panel=dated`,
    open: press('Plan these settings for a time…'),
    title: /Call settings/,
  },
  {
    name: 'dated changes, and one that is edited',
    path: ({ companyId }) => `/occupiers/${companyId}/telephony?dialog=call-settings&panel=dated`,
    open: async (page) => {
      await page.getByRole('button', { name: 'Edit “Winter”' }).click()
    },
    title: /Call settings/,
  },
  {
    name: 'a person',
    path: ({ companyId, userId }) => `/occupiers/${companyId}/users?dialog=user&user=${userId}`,
    title: 'Maya Alder',
  },
  {
    name: 'a person retires',
    path: ({ companyId, userId }) => `/occupiers/${companyId}/users?dialog=retire&user=${userId}`,
    title: /^Retire/,
  },
  {
    name: 'a link to a new password',
    path: ({ companyId, userId }) => `/occupiers/${companyId}/users?dialog=password&user=${userId}`,
    title: /^A new password for/,
  },
  ...(['edit', 'remove'] as const).map((dialog) => ({
    name: `a trunk, ${dialog}`,
    role: 'provider-admin' as const,
    path: ({ trunkId }: Things) => `/administration/trunks?dialog=${dialog}&trunk=${trunkId}`,
    title: /This machine/,
  })),
  ...(['edit', 'remove', 'deliveries'] as const).map((dialog) => ({
    name: `a webhook, ${dialog}`,
    path: ({ webhookId }: Things) => `/administration/webhooks?dialog=${dialog}&webhook=${webhookId}`,
    title: /Bookings/,
  })),
  {
    name: 'the secret of a webhook, shown this once',
    path: () => '/administration/webhooks?dialog=create',
    open: async (page) => {
      await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Door')
      await page.getByRole('dialog').getByLabel('Address', { exact: true }).fill('https://door.example/hook')
      await page.getByRole('dialog').getByRole('button', { name: 'Add webhook' }).click()
    },
    title: /^Secret of/,
  },
  {
    name: 'a token is revoked',
    path: ({ tokenId }) => `/administration/tokens?dialog=revoke&token=${tokenId}`,
    title: /^Revoke the token/,
  },
  {
    name: 'how long messages are kept',
    role: 'occupier-admin',
    path: () => '/messages',
    open: press(/^Kept/),
    title: 'How long messages are kept',
  },
  {
    name: 'a company is renamed',
    path: ({ companyId }) => `/occupiers/${companyId}/overview`,
    open: async (page) => {
      await press('More')(page)
      await page.getByRole('menuitem', { name: 'Rename…' }).click()
    },
    title: `Rename ${ownCompany}`,
  },
  {
    name: 'an operator is renamed',
    path: () => '/account',
    open: press('Rename'),
    title: 'Rename Harbour Workspaces',
  },
  {
    name: 'leaving without saving',
    path: () => '/occupiers?dialog=add',
    open: async (page) => {
      await page.getByRole('dialog').getByRole('textbox').first().fill('Half Typed Ltd')
      await page.keyboard.press('Escape')
    },
    title: 'Leave without saving?',
  },
  {
    name: 'the session is over',
    path: ({ companyId }) => `/occupiers/${companyId}/telephony?dialog=greetings`,
    open: async (page) => {
      const dialog = page.getByRole('dialog', { name: /Greetings/ })
      await dialog.getByLabel('Greeting, said word for word').fill('Good day.')
      await page.context().clearCookies()
      // Unless a request of the page's own has found out before.
      const again = page.getByRole('dialog', { name: 'Your session has ended' })
      if (!(await again.isVisible())) await dialog.getByRole('button', { name: 'Save' }).press('Enter')
    },
    title: 'Your session has ended',
  },
]

describe('axe finds nothing in any dialog, light and dark', () => {
  let things: Promise<Things> | undefined
  test.for(cases)('$name', async (each, { installation: { server }, signIn }) => {
    things ??= makeThings(server)
    const page = await signIn(each.role ?? 'operator-admin', { path: each.path(await things) })
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await each.open?.(page)
    await settled(page.getByRole('dialog', { name: each.title }))
    expect(await violationsWhileOpened(page)).toEqual([])
  })
})

/** Its parts have come. */
async function settled(dialog: Locator): Promise<void> {
  await dialog.getByRole('button').last().waitFor()
  await expect.poll(() => dialog.locator('.mantine-Skeleton-root').count()).toBe(0)
}

async function makeThings(server: ServerFixture): Promise<Things> {
  const { api } = server
  const sample = await readSample(server)
  const named = async (path: string, name: string) => {
    const { items } = await api.get<{ items: Named[] }>(path)
    const { id, membershipId } = items.find((item) => item.name === name) ?? {}
    return membershipId ?? id ?? ''
  }
  const { operatorId, companyId, siteId } = sample
  const webhook = { name: 'Bookings', url: 'https://bookings.example/hook', operatorId }
  const { id: webhookId } = await api.post<{ id: string }>('/webhooks', webhook)
  const token = { name: 'Door bell', role: 'operator-admin', operatorId }
  const { token: made } = await api.post<{ token: { id: string } }>('/tokens', token)
  const route = { steps: [{ target: 'reception', limitSeconds: 30 }, { target: 'voicemail' }] }
  const winter = { name: 'Winter', from: '2099-12-01T00:00', until: '2100-01-05T00:00', inHours: route }
  await api.post(`/numbers/${sample.main.id}/dated-changes`, winter)
  const newcomer = await api.post<{ id: string }>('/organizations', { name: 'Newcomer Ltd', operatorId })
  await api.put(`/organizations/${newcomer.id}/sites/${siteId}`, undefined)
  const spare = `/numbers?siteId=${siteId}&state=AVAILABLE&kind=ordinary&limit=1`
  const { items } = await api.get<{ items: { id: string; version: number }[] }>(spare)
  for (const { id, version } of items) await api.post(`/numbers/${id}/nominate`, { version })
  return {
    ...sample,
    newcomerId: newcomer.id,
    userId: await named(`/users?organizationId=${companyId}&limit=100`, 'Maya Alder'),
    trunkId: await named('/trunks', 'This machine'),
    webhookId,
    tokenId: made.id,
  }
}
