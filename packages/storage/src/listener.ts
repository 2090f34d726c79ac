/** LISTEN on a connection of its own, which is asked for a sign of life and taken up again when it is lost. */
import { Socket } from 'node:net'
import pg from 'pg'
import { pause } from './wall-clock.ts'

type Heard = (payload: string) => void

interface Subscription {
  channel: string
  heard: Heard
  reconnected: (() => void) | undefined
}

interface ListenerLimits {
  /** How often the connection is asked for a sign of life, ms. */
  pingMs: number
  /** How long an answer may take, ms. */
  patienceMs: number
}

/** A database that failed over says no goodbye, and the kernel would look after it in two hours. */
const usualLimits: ListenerLimits = { pingMs: 10_000, patienceMs: 5_000 }

/** Ours to destroy: a connection whose other end is gone never ends by itself. */
interface Connection {
  readonly client: pg.Client
  readonly socket: Socket
}

/** Hears channels of one database. Connects on first use. */
export class Listener {
  readonly #config: pg.ClientConfig
  readonly #limits: ListenerLimits
  readonly #subscriptions = new Set<Subscription>()
  readonly #closing = new AbortController()
  /** Hears every channel; undefined while there is none such. */
  #connection: Connection | undefined
  /** The first connection, or the only attempt there is to have another one. */
  #opening: Promise<Connection> | undefined

  constructor(config: pg.ClientConfig, limits = usualLimits) {
    this.#config = config
    this.#limits = limits
  }

  /**
   * Hears a channel until the returned function is called.
   *
   * @param reconnected the connection was lost and is back: notifications may have been missed
   */
  async listen(channel: string, heard: Heard, reconnected?: () => void): Promise<() => Promise<void>> {
    const subscription = { channel, heard, reconnected }
    this.#subscriptions.add(subscription)
    this.#opening ??= this.#open().catch((error) => {
      this.#opening = undefined
      throw error
    })
    try {
      const { client } = await this.#opening
      await client.query(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      this.#subscriptions.delete(subscription)
      throw error
    }
    return () => this.#stop(subscription)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    const connection = await this.#opening?.catch(() => undefined)
    if (!connection) return
    connection.socket.setTimeout(this.#limits.patienceMs, () => connection.socket.destroy())
    await connection.client.end()
  }

  async #stop(subscription: Subscription): Promise<void> {
    this.#subscriptions.delete(subscription)
    const { channel } = subscription
    if ([...this.#subscriptions].some((other) => other.channel === channel)) return
    // A connection that is lost hears nothing any more, and the next one does not ask for this channel.
    await this.#connection?.client.query(`unlisten ${pg.escapeIdentifier(channel)}`).catch(() => {})
  }

  /** A connection that hears every channel. Its loss counts from then on: before, it is told to whoever opens it. */
  async #open(): Promise<Connection> {
    const { patienceMs } = this.#limits
    const socket = new Socket()
    const client = new pg.Client({
      ...this.#config,
      stream: () => socket,
      connectionTimeoutMillis: patienceMs,
      query_timeout: patienceMs,
    })
    const ended = new Promise<void>((end) => client.once('end', end))
    client.on('error', () => {})
    client.on('notification', ({ channel, payload = '' }) => {
      for (const subscription of this.#subscriptions) {
        if (subscription.channel === channel) subscription.heard(payload)
      }
    })
    try {
      await client.connect()
      for (const channel of new Set([...this.#subscriptions].map((one) => one.channel)))
        await client.query(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      socket.destroy()
      throw error
    }
    const connection = { client, socket }
    this.#connection = connection
    void ended.then(() => this.#lost())
    void this.#watch(connection)
    return connection
  }

  /** Without an answer the connection is given up. */
  async #watch({ client, socket }: Connection): Promise<void> {
    const { signal } = this.#closing
    try {
      for (;;) {
        await pause(this.#limits.pingMs, signal)
        await client.query('select 1')
      }
    } catch {
      // Whoever closes says goodbye first.
      if (!signal.aborted) socket.destroy()
    }
  }

  #lost(): void {
    this.#connection = undefined
    if (this.#closing.signal.aborted) return
    this.#opening = this.#reopen()
    // Whoever listens meanwhile is told; mostly nobody does.
    this.#opening.catch(() => {})
  }

  /** @throws when it is closed meanwhile */
  async #reopen(): Promise<Connection> {
    for (let wait = 50; ; wait = Math.min(wait * 2, 5_000)) {
      await pause(wait, this.#closing.signal)
      const connection = await this.#open().catch(() => undefined)
      if (!connection) continue
      for (const { reconnected } of this.#subscriptions) reconnected?.()
      return connection
    }
  }
}
