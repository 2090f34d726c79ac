/** The phone of somebody of the operator in a page (C7): a device of a session at the site, over a WebSocket (RFC 7118). */
import type { Network, Payload, UdpOptions, WebSocketConnection, WebSocketHandler } from '@mainline/sip'
import type { SipPhone } from '@mainline/sip/testing'
import { createMembership, createUser, newId, openSeatPhone } from '@mainline/storage'
import type { Office } from './office.ts'

export async function openPagePhone(office: Office, name: string): Promise<SipPhone> {
  const login = { username: `seat-of-${name.toLowerCase()}`, password: 'correct-horse-battery' }
  await office.settings.change(async (tx, { operator, site }) => {
    const email = `${name.toLowerCase()}@operator.example`
    const user = await createUser(tx, { email, name, passwordHash: '$argon2id$none' })
    const membership = { role: 'operator-admin', operatorId: operator.id, organizationId: null } as const
    const membershipId = await createMembership(tx, user.id, { ...membership, siteIds: null })
    const session = { id: newId(), userId: user.id, token: `token of ${name}`, membershipId }
    const at = Date.now()
    const times = { createdAt: at, updatedAt: at, expiresAt: at + 3_600_000 }
    await tx
      .insertInto('userSessions')
      .values({ ...session, ...times, ipAddress: null, userAgent: null })
      .execute()
    await openSeatPhone(tx, { ...login, sessionToken: session.token, site, name, listens: true })
  })
  const network = pageNetwork((socket) => office.engine.acceptWebSocket(socket))
  return office.visitor({ user: login.username, credentials: login }, network)
}

/** A phone that thinks of datagrams has its messages carried by a WebSocket, one each. */
function pageNetwork(accept: (socket: WebSocketConnection) => void): Network {
  const none = () => {
    throw new Error('a page has its WebSocket only')
  }
  return {
    bindUdp: async ({ address, onDatagram }) => {
      const page = new PageSocket(address, onDatagram)
      accept(page)
      return {
        address,
        port: page.remotePort,
        send: (payload) => page.handler.onMessage(ofPage(payload)),
        close: async () => page.handler.onClose(),
      }
    },
    listenTcp: none,
    connectTcp: none,
    addresses: () => [],
  }
}

/** Whoever answers goes back by the WebSocket (RFC 7118 §5.2). */
const ofPage = (payload: Payload): Buffer => {
  const text = typeof payload === 'string' ? payload : payload.toString('latin1')
  return Buffer.from(text.replace(/^(Contact: <sip:[^>;]+)>/m, '$1;transport=ws>'), 'latin1')
}

class PageSocket implements WebSocketConnection {
  readonly remoteAddress: string
  readonly remotePort = 50_000
  readonly secure = false
  readonly bufferedBytes = 0
  handler: WebSocketHandler = { onMessage() {}, onClose() {} }
  readonly #heard: UdpOptions['onDatagram']

  constructor(address: string, heard: UdpOptions['onDatagram']) {
    this.remoteAddress = address
    this.#heard = heard
  }

  /** Never in the same turn: no network answers that fast. */
  send(message: Buffer): void {
    queueMicrotask(() => this.#heard(Buffer.from(message), '192.0.2.1', 5060))
  }

  close(): void {
    this.handler.onClose()
  }
}
