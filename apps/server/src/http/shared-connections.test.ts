/** What one client may have of the connections. Real ones all come from this machine, which has no share: they are made up here. */
import { EventEmitter } from 'node:events'
import type { Server } from 'node:net'
import { expect, it } from 'vitest'
import { shareConnections } from './shared-connections.ts'

class Connection extends EventEmitter {
  isOpen = true
  readonly remoteAddress: string
  constructor(remoteAddress: string) {
    super()
    this.remoteAddress = remoteAddress
  }
  destroy(): void {
    this.isOpen = false
    this.emit('close')
  }
}

function openServer(most: number) {
  const server = new EventEmitter()
  shareConnections(server as Server, most)
  return (remoteAddress: string): Connection => {
    const connection = new Connection(remoteAddress)
    server.emit('connection', connection)
    return connection
  }
}

it.each([
  ['one address', ['192.0.2.1', '192.0.2.1', '192.0.2.1'], [true, true, false]],
  ['the same, as IPv6 writes it', ['192.0.2.1', '::ffff:192.0.2.1', '192.0.2.1'], [true, true, false]],
  ['three addresses', ['192.0.2.1', '192.0.2.2', '192.0.2.3'], [true, true, true]],
  ['one network of IPv6', ['2001:db8::1', '2001:db8::2', '2001:db8::3'], [true, true, false]],
  ['a proxy on this machine', ['127.0.0.1', '::1', '127.0.0.1', '127.0.0.1'], [true, true, true, true]],
])('%s', (_, addresses, open) => {
  const connect = openServer(2)
  expect(addresses.map((address) => connect(address)).map(({ isOpen }) => isOpen)).toEqual(open)
})

it('what is closed is given back, what was refused was never had', () => {
  const connect = openServer(2)
  const first = connect('192.0.2.1')
  connect('192.0.2.1')
  expect(connect('192.0.2.1').isOpen).toBe(false)
  first.destroy()
  expect(connect('192.0.2.1').isOpen).toBe(true)
  expect(connect('192.0.2.1').isOpen).toBe(false)
})
