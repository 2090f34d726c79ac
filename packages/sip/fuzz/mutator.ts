/**
 * Turns good and bad SIP messages into worse ones, repeatably: what the fuzzers of the parser and of a live engine send.
 * Messages are wire text, one character a byte.
 */
import { SeededRandom } from './seeded-random.ts'

type Mutation = (wire: string, random: SeededRandom, corpus: readonly string[]) => string

/** Fragments that parsers trip over. */
const dictionary = [
  ...[
    '\r\n',
    '\r',
    '\n',
    '\r\n\r\n',
    '\r\n ',
    '\r\n\t',
    '\0',
    '"',
    '\\',
    '\\"',
    '<',
    '>',
    '<>',
    ',',
    ';',
    ';;',
    '=',
    ':',
  ],
  ...[
    '@',
    '%',
    '%0',
    '%00',
    '%zz',
    '[',
    ']',
    '[::]',
    '[::1',
    '*',
    '?',
    '&',
    '/',
    '\xff',
    '\xc3\x28',
    '\xf0\x9f\x98\x80',
  ],
  ...[
    ';tag=',
    ';branch=z9hG4bK',
    ';rport',
    ';received=',
    ';lr',
    ';maddr=[::1]',
    'SIP/2.0',
    'SIP/2.0/UDP ',
    'sip:',
    'sips:',
  ],
  ...[
    'tel:+1',
    'INVITE ',
    'Content-Length: ',
    'l: -1\r\n',
    'Via: ',
    'v:',
    'CSeq: ',
    'Contact: *\r\n',
    '__proto__: x\r\n',
  ],
  ...[
    'constructor=1',
    ';__proto__=x',
    ';toString',
    'application/sdp',
    'multipart/mixed;boundary=',
    '"<sip:a@b>"',
  ],
]

const numbers = [
  '-1',
  '0',
  '00000000000',
  '1e9',
  '0x10',
  '2147483647',
  '2147483648',
  '4294967296',
  '9'.repeat(40),
]

const mutations: readonly Mutation[] = [
  flipBit,
  replaceByte,
  insertFragment,
  removeSpan,
  repeatSpan,
  spliceOther,
  truncate,
  repeatHeader,
  dropHeader,
  swapHeaders,
  changeNumber,
  nestFolds,
  deepenQuotes,
]

/** Endless mutated messages of a corpus. */
export class Mutator {
  private readonly random: SeededRandom
  private readonly corpus: readonly string[]

  /** @param corpus wire texts to start from, at least one */
  constructor(seed: number, corpus: readonly string[]) {
    this.random = new SeededRandom(seed)
    this.corpus = corpus
  }

  /** The next message: one of the corpus with one to six mutations, mostly few. */
  next(): string {
    let wire = this.random.pick(this.corpus)
    const count = 1 + this.random.below(1 + this.random.below(6))
    for (let done = 0; done < count; done++)
      wire = this.random.pick(mutations)(wire, this.random, this.corpus)
    return wire.length > 100_000 ? wire.slice(0, 100_000) : wire
  }
}

function splice(wire: string, at: number, removed: number, added: string): string {
  return wire.slice(0, at) + added + wire.slice(at + removed)
}

function flipBit(wire: string, random: SeededRandom): string {
  const at = random.below(wire.length)
  const code = (wire.charCodeAt(at) ^ (1 << random.below(8))) & 255
  return splice(wire, at, 1, String.fromCharCode(code))
}

function replaceByte(wire: string, random: SeededRandom): string {
  return splice(wire, random.below(wire.length), 1, String.fromCharCode(random.below(256)))
}

function insertFragment(wire: string, random: SeededRandom): string {
  return splice(wire, random.below(wire.length + 1), 0, random.pick(dictionary))
}

function removeSpan(wire: string, random: SeededRandom): string {
  return splice(wire, random.below(wire.length), 1 + random.below(40), '')
}

function repeatSpan(wire: string, random: SeededRandom): string {
  const at = random.below(wire.length)
  const span = wire.slice(at, at + 1 + random.below(30))
  return splice(wire, at, 0, span.repeat(1 + random.below(random.below(10) === 0 ? 400 : 8)))
}

function spliceOther(wire: string, random: SeededRandom, corpus: readonly string[]): string {
  const other = random.pick(corpus)
  return wire.slice(0, random.below(wire.length)) + other.slice(random.below(other.length))
}

function truncate(wire: string, random: SeededRandom): string {
  return wire.slice(0, random.below(wire.length))
}

function onHeaders(wire: string, change: (lines: string[]) => void): string {
  const end = wire.indexOf('\r\n\r\n')
  const lines = (end < 0 ? wire : wire.slice(0, end)).split('\r\n')
  change(lines)
  return lines.join('\r\n') + (end < 0 ? '' : wire.slice(end))
}

function repeatHeader(wire: string, random: SeededRandom): string {
  return onHeaders(wire, (lines) => {
    const line = lines[1 + random.below(lines.length - 1)] ?? ''
    const copies = random.below(20) === 0 ? 300 : 1
    for (let copy = 0; copy < copies; copy++) lines.splice(1 + random.below(lines.length), 0, line)
  })
}

function dropHeader(wire: string, random: SeededRandom): string {
  return onHeaders(wire, (lines) => void lines.splice(1 + random.below(lines.length - 1), 1))
}

function swapHeaders(wire: string, random: SeededRandom): string {
  return onHeaders(wire, (lines) => {
    const line = lines.splice(1 + random.below(lines.length - 1), 1)
    lines.splice(random.below(lines.length + 1), 0, ...line)
  })
}

function changeNumber(wire: string, random: SeededRandom): string {
  const from = random.below(wire.length)
  const digits = /\d+/g
  digits.lastIndex = from
  const found = digits.exec(wire)
  return found === null ? wire : splice(wire, found.index, found[0].length, random.pick(numbers))
}

function nestFolds(wire: string, random: SeededRandom): string {
  return splice(
    wire,
    random.below(wire.length),
    0,
    '\r\n \t'.repeat(1 + random.below(random.below(10) === 0 ? 500 : 5)),
  )
}

function deepenQuotes(wire: string, random: SeededRandom): string {
  return splice(
    wire,
    random.below(wire.length),
    0,
    random.pick(['"', '\\', '<', '(', '[', '%5c']).repeat(1 + random.below(50)),
  )
}
