/**
 * The first small script asks for what an address shows while the code of its page is still coming. A page that is come
 * to from another asks for itself: both must ask for the same, once.
 */
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { ServerFixture } from '../../../interop/server-fixture.ts'
import { giveOperatorAMain, readSample, type Sample } from './arrange.ts'
import { test } from './fixture.ts'
import type { Role } from './installation.ts'

interface Visit {
  readonly name: string
  readonly role: Role
  readonly path: (sample: Sample) => string
  readonly arrange?: (server: ServerFixture) => Promise<unknown>
  /** Words of its parts; when all stand there, nothing is asked for any more. */
  readonly shows: readonly (string | RegExp)[]
}

const telephony = [/^Right now a caller reaches/, 'No dead end', /^Voice services/, /hours until/, 'Rings']

const visits: readonly Visit[] = [
  {
    name: 'an occupier’s telephony, to its operator',
    role: 'operator-admin',
    path: ({ companyId }) => `/occupiers/${companyId}/telephony`,
    shows: telephony,
  },
  {
    name: 'the same at a site that the address names, its list filtered',
    role: 'operator-admin',
    path: ({ companyId, siteId }) => `/occupiers/${companyId}/telephony?site=${siteId}&state=ACTIVE`,
    shows: telephony,
  },
  {
    name: 'its own telephony, to an occupier',
    role: 'occupier-admin',
    path: () => '/account',
    shows: telephony,
  },
  {
    name: 'its own telephony, to an operator whose main number is reserved',
    role: 'operator-admin',
    path: () => '/account',
    arrange: async (server) => {
      const { operatorId } = await readSample(server)
      await giveOperatorAMain(server)
      // Or a page that is open would hear of it, and ask again.
      const counts = () => server.api.get(`/numbers/counts?organizationId=${operatorId}&state=PENDING`)
      await expect.poll(counts).toMatchObject({ total: 0 })
    },
    shows: ['Nobody is reached yet.', /^Voice services/, /hours until/, 'Not registered'],
  },
  {
    name: 'the stock of numbers of a site',
    role: 'operator-admin',
    path: ({ siteId }) => `/spaces/${siteId}/telephony`,
    shows: [/numbers \+44/, /occupiers/, 'Available'],
  },
]

/** What stands around each page: who it is, and what waits for them. */
const ofMenu = (role: Role): readonly string[] => [
  '/api/v1/me',
  '/api/v1/inbox/counts',
  '/api/v1/alerts?kind=emergency-call&standing=true&limit=3',
  ...(role === 'occupier-admin' ? [] : ['/api/v1/live-calls?state=queued&limit=1']),
]

describe('what an address shows is asked for ahead of its page, and once (C done-when 3)', () => {
  for (const { name, role, path, arrange, shows } of visits)
    test(name, async ({ installation: { server }, signIn }) => {
      await arrange?.(server)
      const address = path(await readSample(server))
      const page = await signIn(role, { path: '/profile' })
      await page.getByRole('heading', { name: 'Signed-in browsers' }).waitFor()
      // What a page can do without at first is asked for when it has come to rest.
      await page.waitForFunction(() => performance.now() > 2_500)

      const byItself = requestsOf(page)
      await page.evaluate((to) => history.pushState(null, '', to), address)
      await shown(page, shows)
      const own = [...byItself].sort()
      expect(own.filter((each, index) => own.indexOf(each) !== index)).toEqual([])

      const opened = requestsOf(page)
      await page.goto(address)
      await shown(page, shows)
      await expect.poll(() => [...opened].sort()).toEqual([...own, ...ofMenu(role)].sort())
    })
})

/** What the page asks the API for from now on; fills up. */
function requestsOf(page: Page): readonly string[] {
  const requests: string[] = []
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url())
    if (pathname.startsWith('/api/') && pathname !== '/api/v1/events') requests.push(pathname + search)
  })
  return requests
}

async function shown(page: Page, words: readonly (string | RegExp)[]): Promise<void> {
  for (const each of words) await page.getByText(each).first().waitFor()
}
