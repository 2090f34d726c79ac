/** A mail server for tests: speaks SMTP on a free port and keeps what it is given. */
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface ArrivedLetter {
  /** Of the envelope. */
  readonly recipients: readonly string[]
  readonly mail: ParsedMail
}

export interface TestMailServer {
  readonly url: string
  readonly letters: ArrivedLetter[]
  /** What it answers instead of taking a letter, code first; for all, or by address. */
  refuse: string | ((address: string) => string | undefined) | undefined
  /** It takes no letter that is longer, bytes, and says so in these words, code first. */
  most: { readonly bytes: number; readonly refuse: string } | undefined
  /** Waits for a letter to this address, the latest one. */
  letterTo(address: string): Promise<ArrivedLetter>
  close(): Promise<void>
}

const refusal = (answer: string): Error =>
  Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) })

export async function openMailServer(): Promise<TestMailServer> {
  const letters: ArrivedLetter[] = []
  let arrived = () => {}
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _, callback) {
      const refuse = typeof server.refuse === 'function' ? server.refuse(address) : server.refuse
      callback(refuse === undefined ? null : refusal(refuse))
    },
    async onData(stream, session, callback) {
      const mail = await simpleParser(stream)
      if (server.most && stream.byteLength > server.most.bytes) return callback(refusal(server.most.refuse))
      letters.push({ recipients: session.envelope.rcptTo.map((each) => each.address), mail })
      callback()
      arrived()
    },
  })
  // A client that is killed in the middle of a letter is what such a server is there for.
  smtp.on('error', () => {})
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
  const { port } = smtp.server.address() as AddressInfo
  const find = (address: string) => letters.findLast(({ recipients }) => recipients.includes(address))
  const server: TestMailServer = {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    refuse: undefined,
    most: undefined,
    async letterTo(address) {
      for (;;) {
        const letter = find(address)
        if (letter) return letter
        await new Promise<void>((resolve) => {
          arrived = resolve
        })
      }
    },
    close: () => new Promise<void>((resolve) => smtp.close(() => resolve())),
  }
  return server
}
