/**
 * `test` for the console: a server a file, pages signed in by way of the sign-in page, and a test that fails when a page
 * complained.
 */
import type { BrowserContext, Page } from 'playwright-core'
import { test as base, expect } from 'vitest'
import { collectComplaints } from './complaints.ts'
import { Installation, type Role, type VisitOptions } from './installation.ts'

interface Fixtures {
  /** Server and browser of the file. */
  installation: Installation
  /** Opens a page, with nobody signed in. */
  visit: (options?: VisitOptions) => Promise<Page>
  /** Opens a page as the sample person of a role. */
  signIn: (role: Role, options?: VisitOptions) => Promise<Page>
}

export const test = base.extend<Fixtures>({
  installation: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads which fixtures are needed from this pattern
    async ({}, use) => {
      const installation = await Installation.start()
      await use(installation)
      await installation[Symbol.asyncDispose]()
    },
    { scope: 'file' },
  ],
  visit: async ({ installation }, use) => {
    await withContexts(use, async (options = {}) => installation.open(options))
  },
  signIn: async ({ installation }, use) => {
    const openAs = (role: Role, options: VisitOptions = {}) => installation.openAs(role, options)
    await withContexts(use, openAs)
  },
})

/** Gives pages of contexts that `open` makes; afterwards closes them and passes on what they complained of. */
async function withContexts<Args extends unknown[]>(
  use: (open: (...args: Args) => Promise<Page>) => Promise<void>,
  open: (...args: Args) => Promise<BrowserContext>,
): Promise<void> {
  const opened: { context: BrowserContext; complaints: readonly string[] }[] = []
  await use(async (...args) => {
    const context = await open(...args)
    opened.push({ context, complaints: collectComplaints(context) })
    const page = await context.newPage()
    const { path } = (args.at(-1) ?? {}) as VisitOptions
    if (path !== undefined) await page.goto(path)
    return page
  })
  for (const { context } of opened) await context.close()
  expect(opened.flatMap(({ complaints }) => complaints)).toEqual([])
}
