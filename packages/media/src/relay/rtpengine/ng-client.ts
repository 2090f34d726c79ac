/**
 * The ng protocol of one rtpengine: a question is a datagram with a cookie and bencoded words, its answer has the same cookie.
 * A question that is not answered is sent again with its cookie, by which rtpengine knows that it has done it already.
 */

import { randomBytes } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import type { MediaClock } from '../../clock.ts'
import { type Bencodable, type Bencoded, type BencodedWords, bdecode, bencode, isWords } from './bencode.ts'

/** Milliseconds after which a question is sent again, and at last given up: 1.5 s in all. */
const patience = [100, 200, 400, 800] as const

export interface NgAddress {
  readonly host: string
  readonly port: number
}

export type NgReply =
  | { readonly kind: 'done'; readonly words: BencodedWords }
  /** It was understood and not done. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** No answer that makes sense, however often it was asked. */
  | { readonly kind: 'silent' }

interface Question {
  readonly datagram: Buffer
  readonly settle: (reply: NgReply) => void
  tries: number
  forget: () => void
}

export class NgClient {
  readonly #to: NgAddress
  readonly #clock: MediaClock
  /** Another one each run: rtpengine remembers the cookies of the last. */
  readonly #run = randomBytes(6).toString('hex')
  readonly #open = new Map<string, Question>()
  #next = 1
  #socket: Socket | undefined
  #ready = false
  #closed = false

  constructor(to: NgAddress, clock: MediaClock) {
    this.#to = to
    this.#clock = clock
    this.reconnect()
  }

  /** Our address on the way to it, once known: what it sees packets of this machine come from. */
  get localAddress(): string | undefined {
    return this.#ready ? this.#socket?.address().address : undefined
  }

  ask(command: string, words: { readonly [key: string]: Bencodable | undefined } = {}): Promise<NgReply> {
    if (this.#closed) return Promise.resolve({ kind: 'silent' })
    const cookie = `${this.#run}_${this.#next}`
    this.#next += 1
    const datagram = Buffer.from(`${cookie} ${bencode({ command, ...words })}`)
    return new Promise((settle) => {
      const question: Question = { datagram, settle, tries: 0, forget: () => {} }
      this.#open.set(cookie, question)
      this.#send(cookie, question)
    })
  }

  /** Looks its name up anew. Open questions are asked on the new way. */
  reconnect(): void {
    this.#socket?.close()
    this.#ready = false
    if (this.#closed) return
    const socket = createSocket(isIPv6(this.#to.host) ? 'udp6' : 'udp4')
    this.#socket = socket
    socket.on('message', (datagram) => this.#take(datagram))
    // Nobody listens there, or the name means nothing: whoever asks hears no answer, which is what counts.
    socket.on('error', () => {})
    socket.connect(this.#to.port, this.#to.host, () => {
      if (this.#socket !== socket) return
      this.#ready = true
      socket.unref()
      for (const { datagram } of this.#open.values()) this.#write(datagram)
    })
  }

  close(): void {
    this.#closed = true
    this.#socket?.close()
    this.#socket = undefined
    for (const [cookie, question] of this.#open) this.#settle(cookie, question, { kind: 'silent' })
  }

  #send(cookie: string, question: Question): void {
    const wait = patience[question.tries]
    if (wait === undefined) {
      this.#settle(cookie, question, { kind: 'silent' })
      return
    }
    question.tries += 1
    if (this.#ready) this.#write(question.datagram)
    question.forget = this.#clock.after(wait, () => this.#send(cookie, question))
  }

  #write(datagram: Buffer): void {
    this.#socket?.send(datagram, () => {})
  }

  #take(datagram: Buffer): void {
    const space = datagram.indexOf(0x20)
    if (space < 0) return
    const cookie = datagram.toString('latin1', 0, space)
    const question = this.#open.get(cookie)
    const words = question && bdecode(datagram, space + 1)
    const reply = isWords(words) ? replyIn(words) : undefined
    if (question && reply) this.#settle(cookie, question, reply)
  }

  #settle(cookie: string, question: Question, reply: NgReply): void {
    this.#open.delete(cookie)
    question.forget()
    question.settle(reply)
  }
}

const textOf = (said: Bencoded | undefined): string =>
  typeof said === 'string' ? said : 'for no reason given'

function replyIn(words: BencodedWords): NgReply | undefined {
  switch (words['result']) {
    case 'ok':
    case 'pong':
      return { kind: 'done', words }
    case 'error':
      return { kind: 'refused', reason: textOf(words['error-reason']) }
    default:
      return undefined
  }
}
