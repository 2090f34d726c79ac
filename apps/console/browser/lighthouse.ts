/**
 * `npm run lighthouse`: Google's Lighthouse on the telephony page of an occupier, signed in as its operator, on a server
 * of its own. Prints JSON: `performance`, `accessibility` and `bestPractices` from 0 to 100, `initialJsKb` (1000 bytes,
 * gzipped) of all JavaScript that is loaded until the page stands. `--phone` takes Lighthouse's slow phone and network
 * instead of its desktop; `--report FILE` writes the whole report as HTML; `--least 95` fails below that.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import lighthouse, { desktopConfig, type Result } from 'lighthouse'
import { chromium } from 'playwright-core'
import { freePort } from '../../../interop/peers/ports.ts'
import { ServerFixture } from '../../../interop/server-fixture.ts'
import { readSample } from './arrange.ts'
import { chromiumFlags, chromiumPath, ensureChromium } from './chromium.ts'
import { personOf } from './installation.ts'

interface Scores {
  readonly performance: number
  readonly accessibility: number
  readonly bestPractices: number
  readonly initialJsKb: number
}

const { values: options } = parseArgs({
  options: { phone: { type: 'boolean' }, report: { type: 'string' }, least: { type: 'string' } },
})
ensureChromium()
const { result, html } = await onAServer(async (server) => {
  const { companyId } = await readSample(server)
  return measure(server, `/occupiers/${companyId}/telephony`)
})
if (options.report) writeFileSync(options.report, html)
const scores = scoresOf(result)
console.log(JSON.stringify(scores, null, 2))
const { performance, accessibility, bestPractices } = scores
if (Math.min(performance, accessibility, bestPractices) < Number(options.least ?? 0)) process.exitCode = 1

async function onAServer<Outcome>(work: (server: ServerFixture) => Promise<Outcome>): Promise<Outcome> {
  const server = await ServerFixture.start()
  try {
    return await work(server)
  } finally {
    await server[Symbol.asyncDispose]()
  }
}

/** Signs in by the API, so that nothing of the console is in the cache when Lighthouse opens it. */
async function measure({ url, dataFolder }: ServerFixture, path: string) {
  const folder = mkdtempSync(join(tmpdir(), 'mainline-lighthouse-'))
  const port = await freePort()
  const browser = await chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath,
    args: [...chromiumFlags, `--remote-debugging-port=${port}`],
    baseURL: url,
  })
  try {
    const { email, password } = personOf(dataFolder, 'operator-admin')
    const signedIn = await browser.request.post('/api/v1/sign-in', { data: { email, password } })
    if (!signedIn.ok()) throw new Error(`sign-in was answered with ${signedIn.status()}`)
    const flags = { port, output: 'html', disableStorageReset: true, logLevel: 'error' } as const
    const run = await lighthouse(`${url}${path}`, flags, options.phone ? undefined : desktopConfig)
    if (!run || run.lhr.runtimeError) throw new Error(`Lighthouse: ${run?.lhr.runtimeError?.message}`)
    return { result: run.lhr, html: String(run.report) }
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}

function scoresOf({ categories, audits }: Result): Scores {
  const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100)
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    initialJsKb: Math.round(gzippedBytes(scriptsOf(audits)) / 1000),
  }
}

/** Addresses of the scripts that the page fetched. */
function scriptsOf(audits: Result['audits']): string[] {
  const details = audits['network-requests']?.details as
    | { readonly items?: readonly { readonly url: string; readonly resourceType?: string }[] }
    | undefined
  const scripts = (details?.items ?? []).filter(({ resourceType }) => resourceType === 'Script')
  return [...new Set(scripts.map(({ url }) => new URL(url).pathname))]
}

/** As built and gzipped, whichever encoding the browser asked for. */
function gzippedBytes(paths: readonly string[]): number {
  const built = paths.map((path) => readFileSync(new URL(`../dist${path}`, import.meta.url)))
  return built.reduce((sum, script) => sum + gzipSync(script).length, 0)
}
