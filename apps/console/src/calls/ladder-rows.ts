/** The SIP messages of a call as rows of a ladder: ends as columns, what was sent to several phones at once as one row. */
import type { CallInFull } from './call-words.ts'

type Message = NonNullable<CallInFull['ladder']>['messages'][number]

/** Columns, from left to right; those that have no message are left out. */
const ENDS = ['caller', 'mainline', 'phones', 'outside', 'reception'] as const
export type End = (typeof ENDS)[number]

export interface LadderRow {
  readonly key: string
  readonly milliseconds: number
  readonly from: End
  readonly to: End
  readonly method: string
  readonly status: number | null
  /** Names of the legs that it went to or came from; none for the caller. */
  readonly names: readonly string[]
  /** Sent once more, since nothing came back (RFC 3261 §17.1.1.2). */
  readonly again: boolean
}

/** What was sent to several phones within this time is told once. */
const AT_ONCE_MS = 100

/**
 * @param all every message; otherwise those that say how the call went: no acknowledgements, no repetitions, nothing but
 *   the progress and the end of what was asked
 */
export function ladderRows(call: CallInFull, all: boolean): readonly LadderRow[] {
  const rows: (LadderRow & { names: string[] })[] = []
  const messages = call.ladder?.messages ?? []
  const lastOf = new Map<number | null, Message>()
  for (const [index, message] of messages.entries()) {
    const again = isSame(message, lastOf.get(message.leg))
    lastOf.set(message.leg, message)
    if (!all && (again || !isKey(message))) continue
    const end = endOf(call, message.leg)
    const [from, to]: [End, End] = message.direction === 'received' ? [end, 'mainline'] : ['mainline', end]
    const name = nameOf(call, message.leg)
    const before = rows.at(-1)
    const same =
      !all &&
      before?.from === from &&
      before.to === to &&
      before.method === message.method &&
      before.status === message.status &&
      message.milliseconds - before.milliseconds <= AT_ONCE_MS
    if (same && name !== undefined && !before.names.includes(name)) before.names.push(name)
    else
      rows.push({
        key: `${index}`,
        milliseconds: message.milliseconds,
        from,
        to,
        method: message.method,
        status: message.status,
        names: name === undefined ? [] : [name],
        again,
      })
  }
  return rows
}

/** The ends that have a message, in the order of their columns; Mainline is always there. */
export const endsOf = (rows: readonly LadderRow[]): readonly End[] =>
  ENDS.filter((end) => end === 'mainline' || rows.some(({ from, to }) => from === end || to === end))

const isSame = (one: Message, before: Message | undefined): boolean =>
  before?.direction === one.direction && before.method === one.method && before.status === one.status

function isKey({ method, status }: Message): boolean {
  if (status === null) return method !== 'ACK' && method !== 'PRACK'
  return method === 'INVITE' && status !== 100 && status !== 487
}

function endOf(call: CallInFull, number: number | null): End {
  if (number === null) return 'caller'
  const leg = call.legs.find(({ leg: each }) => each === number)
  if (leg?.external) return 'outside'
  const at = leg && Date.parse(leg.startedAt)
  const waits = call.path.some(
    ({ step, from, to }) =>
      step === 'reception' && at !== undefined && at >= Date.parse(from) && at <= Date.parse(to),
  )
  return waits ? 'reception' : 'phones'
}

const nameOf = (call: CallInFull, number: number | null): string | undefined =>
  number === null ? undefined : (call.legs.find(({ leg }) => leg === number)?.name ?? `${number}`)

/** The usual words of a status (RFC 3261 §21). */
const PHRASES: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  181: 'Call Is Being Forwarded',
  183: 'Session Progress',
  200: 'OK',
  202: 'Accepted',
  302: 'Moved Temporarily',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  480: 'Temporarily Unavailable',
  481: 'No Such Call',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  491: 'Request Pending',
  500: 'Server Internal Error',
  503: 'Service Unavailable',
  600: 'Busy Everywhere',
  603: 'Decline',
}

/** What stands on the arrow: `INVITE`, `180 Ringing`, `200 OK (BYE)`. The words are SIP's own and stay English. */
export function messageWords({ method, status }: Pick<LadderRow, 'method' | 'status'>): string {
  if (status === null) return method
  const phrase = [`${status}`, PHRASES[status]].filter(Boolean).join(' ')
  return method === 'INVITE' ? phrase : `${phrase} (${method})`
}
