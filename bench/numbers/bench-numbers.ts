/**
 * `npm run bench:numbers`: a site of 100,000 numbers, filled by an import and then looked at over HTTP as an operator
 * sees it, through row-level security. Prints JSON: milliseconds of the import, p50 and p99 of every query.
 */
import { type Client, createClient } from '@mainline/contract'
import { startDemoServer } from '../../apps/server/demo/demo-server.ts'
import { quantile, rounded } from '../calls/statistics.ts'
import { queriesOf } from './queries.ts'
import { csvOf, importInto, openSite } from './stock.ts'

const count = Number(process.env['BENCH_NUMBERS'] ?? 100_000)
/** Requests of each query, and how many are under way at once. */
const [requests, abreast] = [Number(process.env['BENCH_REQUESTS'] ?? 300), 2]

const server = await startDemoServer()
try {
  const provider = createClient(server)
  const site = await openSite(provider, await newOperator(provider))
  const { importMs, progressSeen } = await importInto(provider, site, csvOf(count))
  const token = await operatorToken(provider, site.operatorId)
  const operator = createClient({ url: server.url, token })
  const queries: Record<string, { p50Ms: number; p99Ms: number; maxMs: number }> = {}
  for (const [name, ask] of Object.entries(queriesOf(operator, site, count)))
    queries[name] = await measure(ask)
  const p99Ms = Math.max(...Object.values(queries).map((query) => query.p99Ms))
  console.log(
    JSON.stringify({ numbers: count, importMs: rounded(importMs, 0), progressSeen, p99Ms, queries }, null, 2),
  )
} finally {
  await server[Symbol.asyncDispose]()
}

async function newOperator(client: Client): Promise<string> {
  const operator = await client.createOrganization({ body: { name: 'Bench' } })
  if (!operator.ok) throw new Error(operator.message)
  return operator.body.id
}

async function operatorToken(client: Client, operatorId: string): Promise<string> {
  const body = { name: 'bench', role: 'operator-admin', operatorId } as const
  const made = await client.createApiToken({ body })
  if (!made.ok) throw new Error(made.message)
  return made.body.secret
}

async function measure(ask: (i: number) => Promise<{ ok: boolean }>) {
  const times: number[] = []
  // The first ones prepare statements and fill caches.
  for (let i = 0; i < 10; i++) await ask(i)
  const run = async (from: number) => {
    for (let i = from; i < requests; i += abreast) {
      const started = performance.now()
      const { ok } = await ask(i)
      if (!ok) throw new Error('a query was refused')
      times.push(performance.now() - started)
    }
  }
  await Promise.all(Array.from({ length: abreast }, (_, from) => run(from)))
  return {
    p50Ms: rounded(quantile(times, 0.5), 1),
    p99Ms: rounded(quantile(times, 0.99), 1),
    maxMs: rounded(Math.max(...times), 1),
  }
}
