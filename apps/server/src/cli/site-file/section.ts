/**
 * A section of the site file: what it looks like, how it is read from a site, and what has to change to make the site
 * like it. One file a section; `sections.ts` lists them in the order in which they are applied.
 */
import type { z } from 'zod'
import type { SiteAccess } from './site-access.ts'

export interface Section<Spec> {
  /** Its key in the file. */
  readonly key: string
  /** Comment above it in an export. */
  readonly comment: string
  readonly schema: z.ZodType<Spec>
  /** What the site has, in a stable order, by names. */
  read(site: SiteAccess): Promise<Spec>
  /** What makes `present` into `wanted`. Nothing when they are the same. @param site for its clock */
  changes(wanted: Spec, present: Spec, site: SiteAccess): Change[]
}

/** One step of a plan. */
export interface Change {
  /** `number +442079460100: allocate to Alder & Finch, activate` */
  readonly words: string
  /** @throws {@link RefusedChange} when the server refuses */
  apply(site: SiteAccess): Promise<void>
}

/** A section with its types forgotten. */
// biome-ignore lint/suspicious/noExplicitAny: what a section reads is what it compares, whatever that is
export type AnySection = Section<any>

/** The server says no: the plan stops here. */
export class RefusedChange extends Error {
  override readonly name = 'RefusedChange'
  readonly code: string
  constructor(message: string, code: string) {
    super(message)
    this.code = code
  }
}

/** Whether two specs say the same, whatever the order of their keys. */
export const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other)

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
