/** What the things are called whose identifiers stand in the audit: as its pages say. */
import type { AnswerOf } from '../../api/client.ts'
import { printed } from '../../parts/numbers.ts'
import type { Entry } from './entry.ts'

/** Gives the name behind an identifier, or undefined where the person sees nothing of that name. */
export type KnownNames = (id: string) => string | undefined

export function knownNames(pages: readonly Pick<AnswerOf<'listAudit'>, 'names'>[]): KnownNames {
  const names = new Map(pages.flatMap((page) => Object.entries(page.names)))
  return (id) => asPrinted(names.get(id))
}

/** What the thing of an entry is called: by its own name, else by what it belongs to. */
export function nameOf(entry: Entry, known: KnownNames): string | undefined {
  const { name, objectId, numberId, organizationId, siteId } = entry
  if (name) return asPrinted(name)
  for (const id of [objectId, numberId, organizationId, siteId]) {
    const found = id ? known(id) : undefined
    if (found) return found
  }
  return undefined
}

/** A number as it is printed on letterheads, anything else as it is. */
const asPrinted = (name: string | undefined): string | undefined =>
  name && /^\+\d{7,15}$/.test(name) ? printed(name) : name
