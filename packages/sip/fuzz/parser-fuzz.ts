/**
 * Throws mutated messages at the parser and everything that reads what it made. What must hold for each message:
 * nothing throws but what is documented, nothing takes long, and a valid message survives being written and read again.
 * `node packages/sip/fuzz/parser-fuzz.ts --messages 1000000 [--seed 1]` prints one JSON object; status 1 on a finding.
 */
import { parseArgs } from 'node:util'
import {
  type Frame,
  type ParseFailure,
  parseText,
  type SipRequest,
  type SipResponse,
  SipUri,
  StreamFramer,
  serializeMessage,
  serializeResponse,
  validateMessage,
} from '../src/message/index.ts'
import { corpus } from '../torture/corpus.ts'
import { Mutator } from './mutator.ts'
import { readEverything } from './read-everything.ts'

/** What one run found. */
export interface FuzzReport {
  readonly messages: number
  readonly seed: number
  /** How many parsed and were valid, parsed with a fault, and did not parse. */
  readonly valid: number
  readonly faulty: number
  readonly refused: number
  /** Milliseconds of the slowest message. */
  readonly slowest: number
  readonly findings: readonly Finding[]
}

export interface Finding {
  readonly problem: string
  /** The message in base64. */
  readonly message: string
}

/** The torture messages as wire text: where all mutations start. */
export const seeds: readonly string[] = corpus.map((entry) => entry.bytes.toString('latin1'))

/** What we write may exceed what we take by the lines we add. */
const wide = { total: 200_000, line: 20_000, headers: 300 }

/** Longer than any single message may take, ms; generous, because other programs share the processor. */
const patience = 250

/** Runs that many mutated messages; stops at the tenth finding. */
export function fuzzParser(messages: number, seed: number): FuzzReport {
  const mutator = new Mutator(seed, seeds)
  const counts = { valid: 0, faulty: 0, refused: 0 }
  const findings: Finding[] = []
  let slowest = 0
  let done = 0
  while (done < messages && findings.length < 10) {
    const wire = mutator.next()
    const start = performance.now()
    const problem = check(wire, counts)
    const spent = surelySpent(performance.now() - start, wire)
    slowest = Math.max(slowest, spent)
    done++
    if (problem !== undefined) findings.push(finding(problem, wire))
    else if (spent > patience) findings.push(finding(`took ${Math.round(spent)} ms`, wire))
  }
  return { messages: done, seed, ...counts, slowest: Math.round(slowest * 100) / 100, findings }
}

/** What took long is tried again: a message is slow each time, a processor that was taken away is not. */
function surelySpent(spent: number, wire: string): number {
  let least = spent
  for (let attempt = 0; attempt < 5 && least > patience; attempt += 1) {
    const start = performance.now()
    check(wire, { valid: 0, faulty: 0, refused: 0 })
    least = Math.min(least, performance.now() - start)
  }
  return least
}

function finding(problem: string, wire: string): Finding {
  return { problem, message: Buffer.from(wire, 'latin1').toString('base64') }
}

function check(wire: string, counts: { valid: number; faulty: number; refused: number }): string | undefined {
  try {
    const message = parseText(wire)
    const framed = checkFraming(wire)
    if (framed !== undefined) return framed
    if (message.kind === 'failure') {
      counts.refused++
      return checkReply(message)
    }
    const fault = validateMessage(message)
    readEverything(message)
    if (fault === undefined) counts.valid++
    else counts.faulty++
    return fault === undefined ? checkStable(message) : undefined
  } catch (error) {
    return `threw ${String(error)}`
  }
}

/** A refused request must be answerable with one response that reads back. */
function checkReply(failure: ParseFailure): string | undefined {
  if (failure.reply === undefined) return undefined
  const answer = parseText(serializeResponse(failure.reply, failure), wide)
  if (answer.kind === 'failure') return `the answer to ${failure.code} does not parse: ${answer.code}`
  return undefined
}

/** Cut in two at any place, a stream must end in the same frames. */
function checkFraming(wire: string): string | undefined {
  const bytes = Buffer.from(wire, 'latin1')
  const cut = bytes.length >> 1
  const whole = kinds(new StreamFramer().push(bytes))
  const framer = new StreamFramer()
  const parts = kinds([...framer.push(bytes.subarray(0, cut)), ...framer.push(bytes.subarray(cut))])
  return whole === parts ? undefined : `a stream in two pieces gives ${parts} instead of ${whole}`
}

function kinds(frames: readonly Frame[]): string {
  const collapsed = frames.map((frame) => (frame.kind === 'failure' ? `failure ${frame.code}` : frame.kind))
  return collapsed.filter((kind) => kind !== 'ping' && kind !== 'pong').join(',')
}

/** Written and read again, a valid message says the same. */
function checkStable(message: SipRequest | SipResponse): string | undefined {
  const startLine = message.text.slice(0, message.text.indexOf('\r\n'))
  const written = serializeMessage(message, startLine)
  const again = parseText(written, wide)
  if (again.kind === 'failure') return `written again it does not parse: ${again.code}`
  if (validateMessage(again) !== undefined) return 'written again it is faulty'
  const lines = [...message.lines()].join('\n')
  if ([...again.lines()].join('\n') !== lines || again.bodyText !== message.bodyText)
    return 'written again it differs'
  if (again.kind !== 'request' || message.kind !== 'request') return undefined
  if (!(again.findUri() instanceof SipUri) || !again.uri.equals(message.uri))
    return 'the Request-URI does not equal itself'
  const answer = parseText(serializeResponse(message, { status: 200, toTag: 'x' }), wide)
  if (answer.kind !== 'response' || validateMessage(answer) !== undefined) return 'its answer is not valid'
  return answer.callId === message.callId ? undefined : 'its answer has another Call-ID'
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { messages: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
  })
  const report = fuzzParser(Number(values.messages), Number(values.seed))
  process.stdout.write(`${JSON.stringify(report)}\n`)
  process.exitCode = report.findings.length > 0 ? 1 : 0
}
