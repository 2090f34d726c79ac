/**
 * `npm run pictures`: pictures of the running product, in a made-up workspace, on a Tuesday morning in November. Those
 * of the README go to `docs/pictures`; `--all --into FOLDER` takes one for each screen of the design, at its size,
 * light and dark; `--reception` those of the reception alone; `--only 03,10` those whose names begin so.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { until } from '../../../interop/peers/waiting.ts'
import { ServerFixture } from '../../../interop/server-fixture.ts'
import { ensureDebianPackages } from '../../../scripts/install-debian-packages.ts'
import { openMailServer } from '../../server/src/mail/testing/mail-server.ts'
import { launchChromium } from '../browser/chromium.ts'
import { fillSignIn } from '../browser/installation.ts'
import { leaveMessages, oneCall } from './calls.ts'
import { whilePending } from './pending.ts'
import { companyAdmin, fullMailbox, operatorAdmin, type Person, receptionist } from './people.ts'
import { PicturedReception } from './reception.ts'
import { readme, readmeOfReception, receptionShots, type Shot, shots } from './shots.ts'
import { makeWorkspace, type Pictured, registerDevices } from './workspace.ts'

const { values: options } = parseArgs({
  options: {
    all: { type: 'boolean' },
    reception: { type: 'boolean' },
    into: { type: 'string' },
    only: { type: 'string' },
  },
})
const folder = options.into ?? new URL('../../../docs/pictures', import.meta.url).pathname
const themes = ['light', 'dark'] as const
type Theme = (typeof themes)[number]

/** When the server of the pictures starts. */
const morning = Date.parse('2026-11-24T10:36:00Z')

ensureDebianPackages(['chromium', 'faketime', 'sip-tester'])
mkdirSync(folder, { recursive: true })
const mail = await openMailServer()
const mailed = { MAINLINE_SMTP_URL: mail.url, MAINLINE_MAIL_FROM: 'Larkfield <phones@larkfield.example>' }
const fixture = await ServerFixture.start({ env: { ...clockAt(morning), ...mailed } })
const server = Object.assign(fixture, { mail })
try {
  const workspace = await makeWorkspace(server)
  mail.refuse = (address) => (address === fullMailbox ? '452 4.2.2 Mailbox full' : undefined)
  await leaveMessages(server, workspace)
  await oneCall(server, workspace)
  await registerDevices(workspace)
  const pictured = { ...workspace, callId: await answeredCall(server, workspace) }
  const browser = await launchChromium()
  const reception = await PicturedReception.open(server, workspace)
  const sessions = {
    operator: await signIn(browser, operatorAdmin),
    company: await signIn(browser, companyAdmin),
    receptionist: await signIn(browser, receptionist),
  }
  const desk = await sitDown(browser, sessions.receptionist)
  const takeAll = async (list: readonly Shot[], by: Readonly<Record<string, Session>>) => {
    for (const shot of list.filter(isWanted)) {
      const session = by[shot.as ?? 'operator'] as Session
      const takeIt = async () => {
        for (const theme of shot.only ? [shot.only] : themes)
          await take(await open(browser, shot, theme, session), shot, theme, pictured)
      }
      await (shot.pending ? whilePending(server, workspace, takeIt) : takeIt())
    }
  }
  if (!options.reception) await takeAll(options.all ? shots : readme, sessions)
  const ofReception = (options.all ? receptionShots : readmeOfReception).filter(isWanted)
  if (ofReception.length > 0) await reception.callersCome()
  await takeAll(
    ofReception.filter(({ talking }) => !talking),
    sessions,
  )
  const talking = ofReception.filter((shot) => shot.talking)
  if (talking.length > 0) await reception.answer(() => desk.keyboard.press('F2'))
  await takeAll(talking, sessions)
  await reception[Symbol.asyncDispose]()
  await browser.close()
} finally {
  await server[Symbol.asyncDispose]()
  await mail.close()
}

function isWanted({ name }: Shot): boolean {
  return options.only === undefined || options.only.split(',').some((beginning) => name.startsWith(beginning))
}

/** The call that was answered, once its record has reached the database. */
function answeredCall({ api }: ServerFixture, { companyId }: Pictured): Promise<string> {
  const path = `/calls?organizationId=${companyId}&result=answered-by-member&limit=1`
  return until('the record of the call', async () => {
    const { items } = await api.get<{ items: { callId: string }[] }>(path)
    return items[0]?.callId
  })
}

/** Debian's libfaketime moves the clock of the server; its database keeps its own, and so does what runs by intervals. */
function clockAt(start: number): Record<string, string> {
  return {
    LD_PRELOAD: '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
    FAKETIME: `${Math.round((start - Date.now()) / 1000)}`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  }
}

type Session = Awaited<ReturnType<BrowserContext['storageState']>>

async function signIn(browser: Browser, person: Pick<Person, 'email' | 'password'>): Promise<Session> {
  const context = await browser.newContext({ baseURL: server.url })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await fillSignIn(page, person)
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  const session = await context.storageState()
  await context.close()
  return session
}

/** In a page that stays open: the seat lives by it. */
async function sitDown(browser: Browser, storageState: Session): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url, storageState, locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto('/reception')
  await page.getByRole('button', { name: 'Sit down, ready' }).click()
  await page.getByText('Nobody waits. The next call shows here while it rings.').waitFor()
  return page
}

async function open(browser: Browser, shot: Shot, theme: Theme, session: Session): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: server.url,
    storageState: session,
    viewport: { width: shot.width, height: shot.height },
    deviceScaleFactor: shot.scale,
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    hasTouch: shot.phone ?? false,
    isMobile: shot.phone ?? false,
  })
  await context.clock.setFixedTime(await timeOf(server))
  return context
}

/** One picture; what cannot be taken is said, and the next one follows. */
async function take(context: BrowserContext, shot: Shot, theme: Theme, of: Pictured & { callId: string }) {
  const name = `${shot.name}${theme === 'dark' && !shot.only ? '-dark' : ''}.png`
  const page = await context.newPage()
  try {
    await page.goto(shot.path(of))
    await shot.ready(page)
    await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' })
    await page.evaluate('document.fonts.ready')
    writeFileSync(join(folder, name), await picture(page, shot))
    await shot.after?.(page)
    console.log(name)
  } catch (error) {
    process.exitCode = 1
    console.error(`${name}: ${error instanceof Error ? error.message : error}`)
  }
  await context.close()
}

async function picture(page: Page, { part, whole, width }: Shot): Promise<Buffer> {
  if (part) return page.locator(part).screenshot()
  if (whole) {
    // As on a very long phone: what is fixed to the bottom stays there.
    const height = await page.evaluate('document.documentElement.scrollHeight')
    await page.setViewportSize({ width, height: Number(height) })
  }
  return page.screenshot()
}

/** What the server's clock shows. */
async function timeOf({ url }: ServerFixture): Promise<Date> {
  const { headers } = await fetch(`${url}/readyz`)
  return new Date(headers.get('date') ?? Date.now())
}
