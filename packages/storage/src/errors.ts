/**
 * The refusals of storage, beside those of `@mainline/pbx`, which judge telephony: expected answers with a code,
 * returned and never thrown. Exceptions are left for bugs and for a database that is not there.
 */

import * as pbx from '@mainline/pbx'

/** Every refusal, with the HTTP status that a handler answers. */
export const refusals = {
  'not-found': { status: 404 },
  /** N12: somebody changed it in between; `current` holds the row as it is. */
  'stale-version': { status: 409 },
  /** N1: the number exists on this platform. */
  'number-exists': { status: 409 },
  /** A number belongs to the extension already, or the site's range is spent. */
  'extension-taken': { status: 409 },
  'extension-out-of-range': { status: 422 },
  'no-free-extension': { status: 409 },
  /** N1: the organization is not located at the site. */
  'not-at-site': { status: 422 },
  /** The state does not allow it. */
  'wrong-state': { status: 409 },
  /** N7: what was typed to confirm is not the name. */
  'name-mismatch': { status: 422 },
  /** N7: who leaves its only site leaves altogether, and says so. */
  'last-site': { status: 409 },
  /** M1: a main number has no devices. */
  'main-number': { status: 403 },
  'username-taken': { status: 409 },
  'name-taken': { status: 409 },
  /** Something else still uses it. */
  'in-use': { status: 409 },
  /** N4, N7: a mailbox of the number holds what a company has left there. */
  'number-has-messages': { status: 409 },
  /** What still hangs on a site or an operator that is to be removed. */
  'has-numbers': { status: 409 },
  'has-sites': { status: 409 },
  'has-organizations': { status: 409 },
  'has-services': { status: 409 },
  'has-users': { status: 409 },
  'has-seats': { status: 409 },
  'has-overflow': { status: 409 },
  'has-trunks': { status: 409 },
  'has-webhooks': { status: 409 },
  'has-import': { status: 409 },
  'has-calls': { status: 409 },
  'has-records': { status: 409 },
  /** The person has a role at this place already. */
  'user-exists': { status: 409 },
} as const satisfies Record<string, { status: number }>

export type RefusalCode = keyof typeof refusals

/** An expected "no": which rule, in words, and for a stale edit the row as it is now. */
export interface Refusal<Current = unknown> {
  readonly kind: 'refusal'
  readonly code: RefusalCode
  readonly words: string
  readonly current?: Current
}

/** Builds a refusal. */
export function refuse<Current = never>(
  code: RefusalCode,
  words: string,
  current?: Current,
): Refusal<Current> {
  return current === undefined ? { kind: 'refusal', code, words } : { kind: 'refusal', code, words, current }
}

/** Whether an answer of a repository is a refusal. */
export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'refusal'
}

/**
 * N12: why an update that names a version touched no row.
 *
 * @param current the row as it is now, or undefined when there is none
 */
export function staleOrMissing<Row>(current: Row | undefined, what: string): Refusal<Row> {
  return current === undefined
    ? refuse<Row>('not-found', `no such ${what}`)
    : refuse('stale-version', `the ${what} changed in between`, current)
}

const constraints: Readonly<Record<string, readonly [RefusalCode, string]>> = {
  numbers_e164_key: ['number-exists', 'the number exists already'],
  numbers_extension_key: ['extension-taken', 'the extension is taken at this site'],
  sites_portal_number: ['number-exists', 'the voice portal of another site has this number'],
  sites_portal_extension: ['extension-taken', 'the extension lies among those of phone numbers'],
  portal_number_in_stock: ['number-exists', 'the number is in the stock; a voice portal has one of its own'],
  'number-has-messages': [
    'number-has-messages',
    'a company that had the number still has messages or greetings in a mailbox of it',
  ],
  numbers_occupancy: ['not-at-site', 'the organization is not located at this site'],
  numbers_assigned_user: ['not-found', 'no such user'],
  voice_services_occupancy: ['not-at-site', 'the organization is not located at this site'],
  devices_holder: ['wrong-state', 'the number belongs to this organization no more'],
  devices_username_key: ['username-taken', 'the username is taken'],
  users_email_key: ['user-exists', 'somebody of this address became a user just now'],
  memberships_one: ['user-exists', 'the person has a role at this place already'],
  invitations_open: ['user-exists', 'the address was invited to this place just now'],
  organizations_one_name: ['name-taken', 'the operator has an occupier of this name'],
  sites_domain_of_operator: ['name-taken', 'a site of another operator has this domain'],
  trunks_name_key: ['name-taken', 'a trunk of this name exists'],
}

/** Whether a code is that of a thing that keeps a site or an operator from being removed. */
export const isHanging = (code: string): code is Extract<RefusalCode, `has-${string}`> =>
  code.startsWith('has-') && code in refusals

/** Something is brought to a site or an operator that somebody removes at the same time. */
const goneWith = /_(site_id|operator_id|site_id_operator_id|organization_id_operator_id)_fkey$/

/**
 * The refusal that a violated constraint stands for, when two transactions raced past the checks.
 * Its transaction is lost: the caller rolls back.
 *
 * @returns undefined when the error is something else, to be thrown on
 */
export function refusalOf(error: unknown): Refusal | pbx.Refusal | undefined {
  if (!(error instanceof Error) || !('constraint' in error) || typeof error.constraint !== 'string') return
  if (error.constraint === 'numbers_one_main') return pbx.refuse('number-has-main')
  // The guards of the database name their rule by its code, and say what pbx would.
  if (pbx.isRefusalCode(error.constraint))
    return { kind: 'refusal', code: error.constraint, words: error.message, values: {} }
  if (isHanging(error.constraint)) return refuse(error.constraint, error.message)
  if (goneWith.test(error.constraint))
    return refuse('not-found', 'the site or the operator was removed just now')
  const known = constraints[error.constraint]
  return known && refuse(known[0], known[1])
}
