/**
 * `npm run bench:page`: the page of a site with 100,000 numbers in Debian's Chromium, on a server of its own. Prints JSON:
 * `usableMs` from the address to the frame with the first rows, on the clock of the page (median of the loads), `filterMs` from a keystroke or click to its rows (the slowest),
 * `blankFrames` of `frames` in which the list showed less than its height while it was scrolled from end to end of 6,000 rows.
 */
import type { BrowserContext, Page } from 'playwright-core'
import { quantile, rounded } from '../../../bench/calls/statistics.ts'
import { csvOf, importInto, numberAt, openSite } from '../../../bench/numbers/stock.ts'
import { ServerFixture, TOKEN } from '../../../interop/server-fixture.ts'
import { createClient } from '../../../packages/contract/src/index.ts'
import { readSample } from './arrange.ts'
import { launchChromium } from './chromium.ts'
import { personOf } from './installation.ts'

const count = Number(process.env['BENCH_NUMBERS'] ?? 100_000)
const LOADS = 7
const SCROLLED_ROWS = Math.min(6_000, count * 0.8)

const server = await ServerFixture.start()
try {
  const siteId = await fill(server)
  const browser = await launchChromium()
  const context = await signIn(
    await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 } }),
  )
  const path = `/spaces/${siteId}/telephony`
  const loads: number[] = []
  for (let i = 0; i < LOADS; i += 1) loads.push(await loadOf(context, path))
  console.error(`${LOADS} loads: ${loads.map((ms) => Math.round(ms)).join(', ')} ms`)
  const page = await opened(context, path)
  const filters = await filterTimes(page)
  console.error(`filters: ${JSON.stringify(filters)}`)
  const scrolled = await scrollThrough(page)
  await browser.close()
  const [first = 0, ...rest] = loads
  console.log(
    JSON.stringify(
      {
        numbers: count,
        firstLoadMs: rounded(first, 0),
        usableMs: rounded(quantile(rest, 0.5), 0),
        filterMs: rounded(Math.max(...Object.values(filters)), 0),
        filters,
        ...scrolled,
      },
      null,
      2,
    ),
  )
} finally {
  await server[Symbol.asyncDispose]()
}

/** A site of the sample's operator with so many numbers. */
async function fill(fixture: ServerFixture): Promise<string> {
  const client = createClient({ url: fixture.url, token: TOKEN })
  const { operatorId } = await readSample(fixture)
  const site = await openSite(client, operatorId)
  const { importMs } = await importInto(client, site, csvOf(count))
  console.error(`${count} numbers imported in ${rounded(importMs / 1000, 1)} s`)
  return site.siteId
}

async function signIn(context: BrowserContext): Promise<BrowserContext> {
  const { email, password } = personOf(server.dataFolder, 'operator-admin')
  const answer = await context.request.post('/api/v1/sign-in', { data: { email, password } })
  if (!answer.ok()) throw new Error(`sign-in was answered with ${answer.status()}`)
  return context
}

async function opened(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(path)
  await rows(page).nth(10).waitFor()
  return page
}

function rows(page: Page) {
  return page.locator('[role="rowgroup"] [role="row"]')
}

async function loadOf(context: BrowserContext, path: string): Promise<number> {
  const page = await context.newPage()
  await page.addInitScript(noteFirstRows)
  await page.goto(path)
  const time = await page.waitForFunction(() => performance.getEntriesByName('first-rows')[0]?.startTime)
  const ms = await time.jsonValue()
  await page.close()
  return ms ?? Number.NaN
}

/** In the page, before its own code. Marks the end of the first frame that shows rows; zero is when the address was opened. */
function noteFirstRows(): void {
  const look = () => {
    const shown = document.querySelectorAll('[role="rowgroup"] [role="row"]').length > 10
    // What is asked for in a frame runs before it is drawn; a message that it sends, after.
    if (!shown) requestAnimationFrame(look)
    else requestAnimationFrame(() => setTimeout(() => performance.mark('first-rows')))
  }
  look()
}

/** From the input to the first frame that shows its rows and no others, as the page itself sees it. */
async function filterTimes(page: Page): Promise<Record<string, number>> {
  const box = page.getByLabel('Number, EXT, label or organization')
  const times: Record<string, number> = {}
  const timed = async (name: string, input: () => Promise<unknown>, shows: string) => {
    const seen = page.evaluate(untilEveryRow, shows)
    await input()
    times[name] = rounded(await seen, 0)
  }
  const last = numberAt(count - 1)
  await timed('whole number', () => box.fill(last.slice(-6)), last.slice(-4))
  await timed('label', () => box.fill('Desk 99'), '')
  await timed('organization', () => box.fill('Occupier 77'), 'Occupier 77')
  await timed('nothing', () => box.fill(''), '')
  await page.waitForTimeout(500)
  await timed(
    'state',
    () =>
      page
        .getByRole('group', { name: 'State' })
        .getByRole('button', { name: /^Available/ })
        .click(),
    'Available',
  )
  await timed(
    'all states',
    () => page.getByRole('group', { name: 'State' }).getByRole('button', { name: /^All/ }).click(),
    '',
  )
  return times
}

/** In the page. Resolves with the milliseconds from the next input event until every visible row holds the text. */
function untilEveryRow(text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`no rows of "${text}"`)), 10_000)
    let started = 0
    const start = () => {
      started ||= performance.now()
    }
    for (const kind of ['input', 'click'])
      document.addEventListener(kind, start, { capture: true, once: true })
    const before = document.querySelector('[role="rowgroup"]')?.textContent
    const digits = (row: Element) => (row.textContent ?? '').replace(/\s/g, '')
    const look = () => {
      const found = [...document.querySelectorAll('[role="rowgroup"] [role="row"]')]
      const wanted = text.replace(/\s/g, '')
      const changed = document.querySelector('[role="rowgroup"]')?.textContent !== before
      if (started && changed && found.length > 0 && found.every((row) => digits(row).includes(wanted)))
        resolve(performance.now() - started)
      else requestAnimationFrame(look)
    }
    look()
  })
}

/** Scrolls as fast as a hand does and looks at every frame. */
function scrollThrough(page: Page): Promise<{ frames: number; blankFrames: number; rowsScrolled: number }> {
  return page.evaluate(async (target) => {
    const group = document.querySelector('[role="rowgroup"]') as HTMLElement
    const list = group.parentElement?.closest('[class*="scroll"]') as HTMLElement
    const height = (group.querySelector('[role="row"]') as HTMLElement).offsetHeight
    let [frames, blankFrames] = [0, 0]
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    while (list.scrollTop < target * height && frames < 20_000) {
      list.scrollTop += 240
      await frame()
      frames += 1
      const seen = list.getBoundingClientRect()
      const bottoms = [...group.querySelectorAll('[role="row"]')].map(
        (row) => row.getBoundingClientRect().bottom,
      )
      if (Math.max(...bottoms) < seen.bottom - height) blankFrames += 1
    }
    return { frames, blankFrames, rowsScrolled: Math.round(list.scrollTop / height) }
  }, SCROLLED_ROWS)
}
