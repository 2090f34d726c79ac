/** A mail server of changing moods: takes letters, refuses them, takes its time, drops the connection half-way. */
import type { AddressInfo, Socket } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { sleep } from '../peers/waiting.ts'

export const moods = ['takes', 'refuses', 'slow', 'drops'] as const
export type Mood = (typeof moods)[number]

const SLOW_MS = 4_000

export class MailSink {
  mood: Mood = 'takes'
  /** Letters that were answered with 250, by caller and recipient; each as often as it was taken. */
  readonly accepted: string[] = []
  /**
   * Letters that were taken once more under the Message-ID by which they were taken before: the sender was killed between our
   * 250 and its writing it down. No protocol prevents that (RFC 5321 §4.2.5); whoever receives it tells it by the Message-ID.
   */
  readonly resent: string[] = []
  readonly #seen = new Set<string>()
  readonly #smtp: SMTPServer
  readonly #sockets = new Set<Socket>()

  private constructor() {
    this.#smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_, __, callback) => {
        if (this.mood !== 'refuses') return callback()
        callback(Object.assign(new Error('come back later'), { responseCode: 451 }))
      },
      onData: async (stream, session, callback) => {
        const mail = await simpleParser(stream).catch(() => undefined)
        if (this.mood === 'slow') await sleep(SLOW_MS)
        if (!mail || this.mood === 'drops') {
          for (const socket of this.#sockets) socket.destroy()
          return
        }
        for (const { address } of session.envelope.rcptTo) this.#take(mail, address)
        callback()
      },
    })
    this.#smtp.on('error', () => {})
    this.#smtp.server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
  }

  #take(mail: ParsedMail, recipient: string): void {
    const id = `${mail.messageId} ${recipient}`
    const known = mail.messageId !== undefined && this.#seen.has(id)
    this.#seen.add(id)
    const letters = known ? this.resent : this.accepted
    letters.push(letterKey(mail, recipient))
  }

  static async open(): Promise<MailSink> {
    const sink = new MailSink()
    await new Promise<void>((resolve) => sink.#smtp.listen(0, '127.0.0.1', resolve))
    return sink
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#smtp.server.address() as AddressInfo).port}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => this.#smtp.close(() => resolve()))
  }
}

/** What a letter is known by here: each call has a number of its own. */
export const keyOf = (callerNumber: string, recipient: string): string => `${callerNumber} ${recipient}`

const letterKey = (mail: ParsedMail, recipient: string): string =>
  keyOf(/\+\d{6,15}/.exec(mail.subject ?? '')?.[0] ?? mail.subject ?? '', recipient)
