/** A call record as the contract shows it: with its end as a sentence (C13). */
import type { getCall, listCalls, MethodOutput } from '@mainline/contract'
import { type Ladder, readLadder } from '@mainline/engine'
import { outsideStatus, type PathStep, terminationInWords } from '@mainline/pbx'
import type { CallRecord } from '@mainline/storage'
import { toIso, toIsoOrNull } from '../instant.ts'

type ShownCall = MethodOutput<typeof listCalls>['items'][number]
type ShownPath = MethodOutput<typeof getCall>['path']
type ShownLegs = MethodOutput<typeof getCall>['legs']

export function presentCall(row: CallRecord): ShownCall {
  const { path: _path, legs: _legs, codecs: _codecs, mediaStats: _stats, settingsVersion: _, ...rest } = row
  const { reception, ladder: _ladder, ...call } = rest
  return {
    ...call,
    receptionist: reception?.seatName ?? null,
    startedAt: toIso(row.startedAt),
    answeredAt: toIsoOrNull(row.answeredAt),
    endedAt: toIso(row.endedAt),
    seconds: (row.endedAt - row.startedAt) / 1000,
    sentence: sentenceOf(row),
  }
}

/** @param extensions by device, as far as they are known */
export const presentCallInFull = (
  row: CallRecord,
  extensions: ReadonlyMap<string, string>,
): MethodOutput<typeof getCall> => ({
  ...presentCall(row),
  settingsVersion: row.settingsVersion,
  path: row.path.map(presentStep),
  legs: presentLegs(row.legs, extensions),
  codecs: row.codecs && [...row.codecs],
  mediaStats: row.mediaStats ?? null,
  ladder: row.ladder === null ? null : presentLadder(readLadder(row.ladder)),
})

const presentLadder = ({ messages, leftOut }: Ladder): MethodOutput<typeof getCall>['ladder'] => ({
  messages: messages.map(({ milliseconds, party, direction, method, status }) => ({
    milliseconds,
    leg: party === 0 ? null : party,
    direction,
    method,
    status: status ?? null,
  })),
  leftOut,
})

export const presentStep = (entry: CallRecord['path'][number]): ShownPath[number] => ({
  ...entry,
  from: toIso(entry.from),
  to: toIso(entry.to),
})

const presentLegs = (legs: CallRecord['legs'], extensions: ReadonlyMap<string, string>): ShownLegs =>
  legs.map((leg) => ({
    leg: leg.leg,
    name: leg.name,
    target: leg.target,
    external: leg.external,
    extension: extensions.get(leg.target) ?? null,
    state: leg.state,
    startedAt: toIso(leg.startedAt),
    ringingAt: toIsoOrNull(leg.ringingAt),
    answeredAt: toIsoOrNull(leg.answeredAt),
    endedAt: toIsoOrNull(leg.endedAt),
    outcome: leg.outcome ?? null,
    status: leg.status ?? null,
  }))

function sentenceOf({ result, reason, answeredBy, path }: CallRecord): string {
  const step: PathStep = path.at(-1)?.step ?? 'arrival'
  const status = rejectedWith[reason] ?? 404
  return terminationInWords({ result, reason, step, by: answeredBy ?? undefined, status, missed: false })
}

/** C1: a first activation is temporary, and so is an engine that takes no call; whatever else is rejected at arrival is not found. */
const rejectedWith: Partial<Record<CallRecord['reason'], number>> = {
  ...outsideStatus,
  'number-pending': 480,
  'engine-full': 503,
  'engine-stopping': 503,
  'lookup-failed': 503,
}
