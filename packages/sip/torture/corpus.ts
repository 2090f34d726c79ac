/** All torture messages as data: the same corpus for the parser, the user agent and a live engine. */
import { applicationCases } from './application.ts'
import { invalidCases } from './invalid.ts'
import { ipv6Cases } from './ipv6.ts'
import type { TortureCase } from './torture-case.ts'
import { validCases } from './valid.ts'

export type { Expected, TortureCase } from './torture-case.ts'

/** RFC 4475 in the order of its sections, then RFC 5118. */
export const corpus: readonly TortureCase[] = [
  ...validCases,
  ...invalidCases,
  ...applicationCases,
  ...ipv6Cases,
]

/** The case of that name. @throws when there is none: a test has a typing error */
export function tortureCase(name: string): TortureCase {
  const found = corpus.find((entry) => entry.name === name)
  if (found === undefined) throw new Error(`no torture message is called ${name}`)
  return found
}
