/** Diversion (RFC 5806): who sent the call on, topmost the latest, with why and how often. */
import { type NameAddr, parseNameAddr, writeNameAddr } from './name-addr.ts'
import { parameter, writeParameters } from './parameters.ts'

export interface Diversion {
  readonly address: NameAddr
  /** `unconditional`, `no-answer`, `user-busy` … lower case; undefined when absent. */
  readonly reason: string | undefined
  /** How many diversions this entry stands for; 1 when absent or malformed. */
  readonly counter: number
  readonly privacy: string | undefined
}

/** Reads one Diversion value; undefined when malformed. */
export function parseDiversion(text: string): Diversion | undefined {
  const address = parseNameAddr(text)
  if (address === undefined) return undefined
  const counter = parameter(address.pairs, 'counter')
  return {
    address,
    reason: parameter(address.pairs, 'reason')?.toLowerCase(),
    counter: counter !== undefined && /^[1-9]\d?$/.test(counter) ? Number(counter) : 1,
    privacy: parameter(address.pairs, 'privacy')?.toLowerCase(),
  }
}

/** `<uri>;reason=no-answer;counter=1` */
export function writeDiversion(entry: {
  uri: string
  reason: string
  displayName?: string
  counter?: number
  privacy?: string
}): string {
  const params: [string, string | undefined][] = [['reason', entry.reason]]
  if (entry.counter !== undefined) params.push(['counter', String(entry.counter)])
  if (entry.privacy !== undefined) params.push(['privacy', entry.privacy])
  return writeNameAddr(entry.displayName, entry.uri) + writeParameters(params)
}
