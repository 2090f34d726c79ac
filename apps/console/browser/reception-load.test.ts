/** The desk when much happens: thirty callers wait on a small screen, and a hundred calls a minute arrive. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import { arrangeReception, type ReceptionOfTests, sitDownByPhone } from './reception.ts'

const WAITING = 30
const BETWEEN_CALLS_MS = 600
const CALLS = 50
/** A main thread that is busy for longer makes a key feel stuck, ms. */
const LONGEST_TASK_MS = 50

test('thirty calls wait at 1280 × 720; the head stays in sight, no task is long while 100 calls a minute come and go', async ({
  installation,
  signIn,
}) => {
  const reception = await arrangeReception(installation)
  const page = await signIn('receptionist', { path: '/reception' })
  await page.setViewportSize({ width: 1280, height: 720 })
  await sitDownByPhone(page)
  const waiting = Array.from({ length: WAITING }, () => reception.call())
  const queue = page.getByRole('list', { name: 'Waiting calls' })
  await queue.locator(`[aria-setsize="${WAITING}"]`).first().waitFor()
  await everythingFits(page)
  expect(await violationsInBothThemes(page)).toEqual([])

  const tasks = await watchTasks(page)
  for (const caller of waiting.slice(0, WAITING / 2)) caller.cancel()
  await comeAndGo(page, reception)
  const longest = await tasks()
  console.info(`longest tasks of the desk, CPU ms: ${longest.map(({ cpu }) => cpu.toFixed(1)).join(', ')}`)
  expect(longest.filter(({ cpu }) => cpu > LONGEST_TASK_MS)).toEqual([])
})

/** Nothing scrolls but the queue; the call, its answer key and the keys at the bottom are on the screen. */
async function everythingFits(page: Page): Promise<void> {
  const { height, width } = page.viewportSize() as { height: number; width: number }
  const body = await page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.documentElement
    return { scrollHeight, scrollWidth }
  })
  expect(body).toEqual({ scrollHeight: height, scrollWidth: width })
  for (const seen of [
    page.getByRole('button', { name: /^Answer/ }),
    page.getByText('choose a waiting call'),
    page.getByRole('listitem').first(),
  ]) {
    const box = await seen.boundingBox()
    expect(box && box.y + box.height).toBeLessThanOrEqual(height)
  }
}

/** Calls come one after the other; each caller leaves after a few seconds. */
async function comeAndGo(page: Page, { call }: ReceptionOfTests): Promise<void> {
  const callers: ReturnType<ReceptionOfTests['call']>[] = []
  for (let n = 0; n < CALLS; n += 1) {
    callers.push(call())
    if (callers.length > 10) callers.shift()?.cancel()
    await page.waitForTimeout(BETWEEN_CALLS_MS)
  }
}

interface Task {
  readonly cpu: number
  readonly wall: number
}

/**
 * Follows the tasks of the main thread. Their CPU counts, not how long they took: on a machine that does other things too
 * a short task may take long.
 * @returns the five that were longest, when called
 */
async function watchTasks(page: Page): Promise<() => Promise<readonly Task[]>> {
  const browser = page.context().browser()
  if (!browser) throw new Error('no browser')
  await browser.startTracing(page, {
    categories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'],
  })
  return async () => {
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
      traceEvents: TraceEvent[]
    }
    const renderer = new Set(
      traceEvents
        .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
        .map(({ pid, tid }) => `${pid} ${tid}`),
    )
    return traceEvents
      .filter(
        ({ name, pid, tid, tdur }) =>
          /RunTask$/.test(name) && tdur !== undefined && renderer.has(`${pid} ${tid}`),
      )
      .map(({ tdur = 0, dur = 0 }) => ({ cpu: tdur / 1_000, wall: dur / 1_000 }))
      .toSorted((a, b) => b.cpu - a.cpu)
      .slice(0, 5)
  }
}

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** Microseconds. */
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}
