/** The stock of the bench: its site with 200 occupiers, a file of numbers in a row, a fifth of them allocated, and its import with progress. */
import type { Client } from '@mainline/contract'

const OCCUPIERS = 200

export interface Site {
  readonly siteId: string
  readonly operatorId: string
  readonly organizationIds: readonly string[]
}

/** A site of an operator with room for the extensions of the file, and the occupiers that it names. */
export async function openSite(client: Client, operatorId: string): Promise<Site> {
  const body = {
    operatorId,
    name: 'Bench',
    timeZone: 'Europe/London',
    domain: 'bench.test',
    extensionFirst: 100_000,
    extensionLast: 999_999,
  }
  const site = await client.createSite({ body })
  if (!site.ok) throw new Error(site.message)
  const siteId = site.body.id
  const organizationIds: string[] = []
  for (let i = 0; i < OCCUPIERS; i++) {
    const made = await client.createOrganization({ body: { operatorId, name: `Occupier ${i}` } })
    if (!made.ok) throw new Error(made.message)
    await client.locateOrganization({ params: { organizationId: made.body.id, siteId } })
    organizationIds.push(made.body.id)
  }
  return { siteId, operatorId, organizationIds }
}

/** The number at a place of the stock. */
export const numberAt = (i: number): string => `+4420${80_000_000 + i}`

/** A file: every third number has a label, every fifth an organization, every organization one main number. */
export function csvOf(count: number): Uint8Array<ArrayBuffer> {
  const lines = Array.from({ length: count }, (_, i) => {
    const label = i % 3 === 0 ? `Desk ${i} of floor ${i % 17}` : ''
    const organization = i % 5 === 0 ? `Occupier ${(i / 5) % OCCUPIERS}` : ''
    const kind = i % 5 === 0 && i < 1000 ? 'main' : ''
    return `${numberAt(i)},${100_000 + i},${label},${kind},${organization}`
  })
  return new TextEncoder().encode(`number,extension,label,kind,organization\n${lines.join('\n')}\n`)
}

/** Imports a file all or nothing. @returns how long it took from the request to its end, and how often progress moved */
export async function importInto(client: Client, { siteId }: Site, body: Uint8Array<ArrayBuffer>) {
  const started = performance.now()
  const begun = await client.createImport({ params: { siteId }, body })
  if (!begun.ok) throw new Error(begun.message)
  const params = { importId: begun.body.id }
  const steps = new Set<string>()
  for (;;) {
    const now = await client.getImport({ params })
    if (!now.ok) throw new Error(now.message)
    const { state, checked, imported, reason } = now.body
    steps.add(`${checked}/${imported}`)
    if (state === 'done') return { importMs: performance.now() - started, progressSeen: steps.size }
    if (state === 'failed' || state === 'cancelled') throw new Error(reason ?? state)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
