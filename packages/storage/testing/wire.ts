/** What lies between a client and its database, and may fail. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

export class Wire {
  readonly #open = new Set<Socket>()
  readonly #server: Server
  /** Called with what a client sends, before it is passed on. */
  onSent: (bytes: Buffer, client: Socket) => void = () => {}
  /** Nothing is passed on any more, either way, over connections that are there. */
  silent = new WeakSet<Socket>()

  private constructor(databaseSocket: string) {
    this.#server = createServer((client) => this.#carry(client, connect(databaseSocket)))
  }

  static async open(databaseSocket: string): Promise<Wire> {
    const wire = new Wire(databaseSocket)
    wire.#server.listen(0, '127.0.0.1')
    await once(wire.#server, 'listening')
    return wire
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** Connections of clients that are open. */
  get count(): number {
    return this.#open.size
  }

  fallSilent(): void {
    for (const client of this.#open) this.silent.add(client)
  }

  async close(): Promise<void> {
    for (const client of this.#open) client.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #carry(client: Socket, database: Socket): void {
    this.#open.add(client)
    client.on('data', (bytes) => {
      this.onSent(bytes, client)
      if (!this.silent.has(client) && !client.destroyed) database.write(bytes)
    })
    database.on('data', (bytes) => this.silent.has(client) || client.write(bytes))
    client.on('close', () => {
      this.#open.delete(client)
      database.destroy()
    })
    database.on('close', () => this.silent.has(client) || client.destroy())
    client.on('error', () => {})
    database.on('error', () => {})
  }
}
