/** Every page and dialog that the console has: what is checked of one is checked of all. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { ServerFixture } from '../../../interop/server-fixture.ts'
import { giveOperatorAMain, readSample, type Sample } from './arrange.ts'
import { test as base } from './fixture.ts'
import type { Role } from './installation.ts'
import { dialogs } from './telephony.ts'

export interface PageCase {
  readonly name: string
  /** Nobody when left out. */
  readonly role?: Role
  readonly path: (sample: Sample) => string
  /** Waits until all of it is there. */
  readonly ready: (page: Page) => Promise<unknown>
}

const role = 'operator-admin'
const heading = (name: string) => (page: Page) => page.getByRole('heading', { name, level: 1 }).waitFor()
const sentence = (page: Page) => page.getByText(/^Right now a caller reaches/).waitFor()
const telephony = ({ companyId }: Sample) => `/occupiers/${companyId}/telephony`

export const everyPage: readonly PageCase[] = [
  { name: 'sign-in', path: () => '/sign-in', ready: heading('Sign in') },
  {
    name: 'card by a link that is over',
    path: () => '/card#nobody-signed-this',
    ready: heading('This link is over.'),
  },
  {
    name: 'message by the link of a letter',
    path: () => '/listen#nobody-signed-this',
    ready: heading('Voicemail message'),
  },
  { name: 'forgotten password', path: () => '/forgotten-password', ready: heading('Forgotten password') },
  { name: 'main number, reserved', role, path: () => '/account', ready: heading('Harbour Workspaces') },
  { name: 'telephony of an occupier', role, path: telephony, ready: sentence },
  ...Object.entries(dialogs).map(([dialog, title]) => ({
    name: `dialog ${dialog}`,
    role: role as Role,
    path: (sample: Sample) => `${telephony(sample)}?dialog=${dialog}`,
    ready: (page: Page) => dialogReady(page, title),
  })),
  { name: 'telephony in the portal', role: 'occupier-admin', path: () => '/account', ready: sentence },
  ...['Overview', 'Services', 'Messages', 'Calls', 'Devices'].map((tab) => ({
    name: `${tab.toLowerCase()} of an occupier`,
    role: role as Role,
    path: ({ companyId }: Sample) => `/occupiers/${companyId}/${tab.toLowerCase()}`,
    ready: (page: Page) => page.getByRole('tab', { name: tab, selected: true }).waitFor(),
  })),
  {
    name: 'reception',
    role: 'receptionist',
    path: () => '/reception',
    ready: (page) =>
      page.getByRole('heading', { name: /^(No phone for a seat|Reception of)/, level: 1 }).waitFor(),
  },
  { name: 'occupiers', role, path: () => '/occupiers', ready: heading('Occupiers') },
  {
    name: 'dialog add of occupiers',
    role,
    path: () => '/occupiers?dialog=add',
    ready: (page) => page.getByRole('dialog', { name: 'Add an occupier' }).waitFor(),
  },
  { name: 'sites', role, path: () => '/spaces', ready: heading('Spaces') },
  ...['Telephony', 'Hours', 'Services', 'Devices', 'Calls-out', 'Reception', 'Voicemail', 'Settings'].map(
    (tab) => ({
      name: `${tab.toLowerCase()} of a site`,
      role: role as Role,
      path: ({ siteId }: Sample) => `/spaces/${siteId}/${tab.toLowerCase()}`,
      ready: (page: Page) => siteReady(page, tab),
    }),
  ),
  { name: 'calls', role, path: () => '/calls', ready: heading('Calls') },
  { name: 'messages', role, path: () => '/messages', ready: heading('Messages') },
  {
    name: 'messages from reception',
    role: 'occupier-admin',
    path: () => '/messages?folder=reception',
    ready: (page) => page.getByText('No messages from reception yet.').waitFor(),
  },
  { name: 'home', role, path: () => '/', ready: heading('Harbour Workspaces') },
  { name: 'home of an occupier', role: 'occupier-admin', path: () => '/', ready: sentence },
  ...['Users', 'Tokens', 'Webhooks', 'Operators', 'Trunks', 'Audit', 'Engines', 'Alerts'].map((tab) => ({
    name: `${tab.toLowerCase()} of the administration`,
    role: 'provider-admin' as Role,
    path: () => `/administration/${tab.toLowerCase()}`,
    ready: (page: Page) => page.getByRole('tab', { name: tab, selected: true }).waitFor(),
  })),
  ...[
    ['users', 'invite', 'Invite somebody'],
    ['tokens', 'create', 'Make a token'],
    ['webhooks', 'create', 'Add a webhook'],
    ['operators', 'open', 'Open a site'],
    ['trunks', 'create', 'Connect a carrier'],
  ].map(([tab, dialog, title]) => ({
    name: `dialog ${dialog} of ${tab}`,
    role: 'provider-admin' as Role,
    path: () => `/administration/${tab}?dialog=${dialog}`,
    ready: (page: Page) => page.getByRole('dialog', { name: title as string }).waitFor(),
  })),
  {
    name: 'users of an occupier',
    role,
    path: ({ companyId }) => `/occupiers/${companyId}/users`,
    ready: (page) => page.getByRole('cell', { name: /^Maya Alder/ }).waitFor(),
  },
  { name: 'reports', role, path: () => '/reports', ready: heading('Reports') },
  {
    name: 'reception report',
    role,
    path: () => '/reports/reception',
    ready: (page) => page.getByText('No calls came to the reception in these days.').waitFor(),
  },
  {
    name: 'wallboard',
    role: 'receptionist',
    path: () => '/reception/wallboard',
    ready: (page) => page.getByText('Nobody waits.').waitFor(),
  },
  { name: 'profile', role, path: () => '/profile', ready: heading('Olive Harbour') },
  {
    name: 'nothing here',
    role,
    path: () => '/no/such/page',
    ready: (page) => page.getByText('Nothing here under this address.').waitFor(),
  },
]

async function siteReady(page: Page, tab: string): Promise<void> {
  await page.getByRole('tab', { name: new RegExp(`^${tab.replace('-', ' ')}`), selected: true }).waitFor()
  await expect.poll(() => page.locator('.mantine-Skeleton-root').count()).toBe(0)
}

async function dialogReady(page: Page, title: RegExp): Promise<void> {
  // Its texts are there; the page under it may still be loading.
  await page.getByRole('dialog', { name: title }).getByRole('button').nth(1).waitFor()
  await page.getByText(/^Right now a caller reaches/).waitFor()
}

/** `test` with `open`, which opens a page of the list on a server that has something to show on each. */
export const test = base.extend<{ sample: Sample; open: (each: PageCase, phone?: boolean) => Promise<Page> }>(
  {
    sample: [async ({ installation }, use) => use(await arrange(installation.server)), { scope: 'file' }],
    open: async ({ sample, signIn, visit }, use) => {
      await use(async (each, phone = false) => {
        const options = { path: each.path(sample), phone }
        const page = each.role ? await signIn(each.role, options) : await visit(options)
        await each.ready(page)
        return page
      })
    },
  },
)

async function arrange(server: ServerFixture): Promise<Sample> {
  const sample = await readSample(server)
  await giveOperatorAMain(server)
  await server.api.put(`/numbers/${sample.main.id}/reception-card`, {
    version: 0,
    inHours: {
      greeting: '{good morning}, Alder and Finch, how may I help?',
      comments: [{ text: 'Deliveries go to the loading bay.', expiresAt: '2099-12-31T18:00:00Z' }],
    },
    pronunciation: 'AL-der',
  })
  return sample
}
