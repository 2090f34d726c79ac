/** LISTEN on a connection of its own, taken up again when it is lost. */
import pg from 'pg'
import { pause } from './wall-clock.ts'

type Heard = (payload: string) => void

interface Subscription {
  channel: string
  heard: Heard
  reconnected: (() => void) | undefined
}

/** Hears channels of one database. Connects on first use. */
export class Listener {
  readonly #config: pg.ClientConfig
  readonly #subscriptions = new Set<Subscription>()
  #client: pg.Client | undefined
  #opening: Promise<unknown> | undefined
  #closed = false

  constructor(config: pg.ClientConfig) {
    this.#config = config
  }

  /**
   * Hears a channel until the returned function is called.
   *
   * @param reconnected the connection was lost and is back: notifications may have been missed
   */
  async listen(channel: string, heard: Heard, reconnected?: () => void): Promise<() => Promise<void>> {
    const subscription = { channel, heard, reconnected }
    this.#subscriptions.add(subscription)
    this.#opening ??= this.#open()
    try {
      await this.#opening
    } catch (error) {
      this.#opening = undefined
      this.#subscriptions.delete(subscription)
      throw error
    }
    await this.#client?.query(`listen ${pg.escapeIdentifier(channel)}`)
    return async () => {
      this.#subscriptions.delete(subscription)
      const others = [...this.#subscriptions].some((other) => other.channel === channel)
      if (!others) await this.#client?.query(`unlisten ${pg.escapeIdentifier(channel)}`)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#opening?.catch(() => {})
    await this.#client?.end()
  }

  async #open(): Promise<pg.Client> {
    const client = new pg.Client({ ...this.#config, keepAlive: true })
    client.on('error', () => {})
    client.on('notification', ({ channel, payload = '' }) => {
      for (const subscription of this.#subscriptions) {
        if (subscription.channel === channel) subscription.heard(payload)
      }
    })
    await client.connect()
    client.once('end', () => {
      if (!this.#closed) this.#opening = this.#reopen()
    })
    this.#client = client
    return client
  }

  async #reopen(): Promise<void> {
    this.#client = undefined
    for (let wait = 50; !this.#closed; wait = Math.min(wait * 2, 5_000)) {
      await pause(wait)
      try {
        const client = await this.#open()
        for (const channel of new Set([...this.#subscriptions].map((one) => one.channel)))
          await client.query(`listen ${pg.escapeIdentifier(channel)}`)
        for (const { reconnected } of this.#subscriptions) reconnected?.()
        return
      } catch {
        // Not back yet.
      }
    }
  }
}
