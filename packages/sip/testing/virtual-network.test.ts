import { describe, expect, it } from 'vitest'
import { FakeClock } from './fake-clock.ts'
import { type VirtualHost, VirtualNetwork } from './virtual-network.ts'
import { VirtualWire } from './virtual-wire.ts'

async function open(
  conditions: ConstructorParameters<typeof VirtualNetwork>[0]['conditions'] = {},
  seed = 1,
) {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock, seed, conditions })
  const one = await VirtualWire.open(network.host('192.0.2.1'))
  const two = await VirtualWire.open(network.host('192.0.2.2'))
  return { clock, network, one, two }
}

/** What arrives of a thousand numbered datagrams. */
async function thousand(seed: number): Promise<string[]> {
  const { clock, one, two } = await open({ loss: 0.1, duplication: 0.1, jitter: 10 }, seed)
  for (let number = 0; number < 1000; number++) one.send(`${number}`, '192.0.2.2')
  clock.drain()
  return two.log.map(({ text }) => text)
}

describe('datagrams', () => {
  it('get lost, doubled and overtaken in the shares asked for', async () => {
    const arrived = await thousand(5)
    const kinds = new Set(arrived)
    expect(kinds.size).toBeGreaterThan(850)
    expect(kinds.size).toBeLessThan(950)
    expect(arrived.length - kinds.size).toBeGreaterThan(50)
    expect(arrived.some((text, at) => Number(text) < Number(arrived[at - 1] ?? text))).toBe(true)
  })

  it('do the same with the same seed, and something else with another', async () => {
    expect(await thousand(5)).toEqual(await thousand(5))
    expect(await thousand(5)).not.toEqual(await thousand(6))
  })

  it('do not pass a cut until it is healed', async () => {
    const { clock, network, one, two } = await open()
    network.cut('192.0.2.2', '192.0.2.1')
    one.send('lost', '192.0.2.2')
    network.heal('192.0.2.1', '192.0.2.2')
    one.send('kept', '192.0.2.2')
    clock.drain()
    expect(two.log.map(({ text }) => text)).toEqual(['kept'])
    expect(network.datagrams).toMatchObject({ sent: 2, lost: 1, delivered: 1 })
  })

  it('a taken port or a foreign address cannot be bound', async () => {
    const { network } = await open()
    const host = network.host('192.0.2.1')
    await expect(VirtualWire.open(host)).rejects.toThrow('EADDRINUSE')
    const foreign = { address: '192.0.2.9', port: 0, onDatagram() {}, onError() {} }
    await expect(host.bindUdp(foreign)).rejects.toThrow('EADDRNOTAVAIL')
  })
})

describe('a symmetric NAT', () => {
  it('gives each peer a port of its own, lets only that peer back in, and forgets on rebind', async () => {
    const { clock, network, one, two } = await open()
    const nat = network.nat('198.51.100.1')
    const inside = await VirtualWire.open(network.hostBehind(nat, '10.0.0.2'))
    inside.send('a', '192.0.2.1')
    inside.send('b', '192.0.2.2')
    clock.advance(1)
    const [seenByOne] = one.log
    const [seenByTwo] = two.log
    if (seenByOne === undefined || seenByTwo === undefined) throw new Error('nothing came')
    expect([seenByOne.address, seenByTwo.address]).toEqual(['198.51.100.1', '198.51.100.1'])
    expect(seenByOne.port).not.toBe(seenByTwo.port)
    one.send('answer', seenByOne.address, seenByOne.port)
    two.send('intruder', seenByOne.address, seenByOne.port)
    one.send('direct', '198.51.100.1', 5060)
    clock.advance(1)
    expect(inside.log.map(({ text }) => text)).toEqual(['answer'])
    nat.rebind()
    one.send('too late', seenByOne.address, seenByOne.port)
    inside.send('again', '192.0.2.1')
    clock.advance(1)
    expect(inside.log).toHaveLength(1)
    expect(one.log.at(-1)?.port).not.toBe(seenByOne.port)
  })
})

describe('streams', () => {
  const collect = async (network: VirtualNetwork, host: VirtualHost) => {
    const heard: string[] = []
    await host.listenTcp({
      address: host.address,
      port: 80,
      onError() {},
      onConnection(connection) {
        connection.handler = {
          onBytes: (bytes) => heard.push(bytes.toString('latin1')),
          onClose: (error) => heard.push(error?.message ?? 'closed'),
        }
      },
    })
    const connection = network.host('192.0.2.1').connectTcp({ address: host.address, port: 80 })
    const closed: string[] = []
    connection.handler = { onBytes() {}, onClose: (error) => closed.push(error?.message ?? 'closed') }
    return { heard, connection, closed }
  }

  it('arrive complete and in order, in odd pieces, over a bad network', async () => {
    const { clock, network } = await open({ jitter: 100, chunk: 7, loss: 0.5 })
    const { heard, connection } = await collect(network, network.host('192.0.2.80'))
    const text = 'The quick brown fox jumps over the lazy dog'
    connection.write(text)
    connection.write(text)
    connection.end()
    clock.drain()
    expect(heard.length).toBeGreaterThan(10)
    expect(heard.join('')).toBe(`${text}${text}closed`)
  })

  it('stall while cut, and break when that lasts', async () => {
    const { clock, network } = await open()
    const { heard, connection, closed } = await collect(network, network.host('192.0.2.80'))
    clock.advance(5)
    network.cut('192.0.2.1', '192.0.2.80')
    connection.write('late')
    clock.advance(10_000)
    expect([heard.length, connection.bufferedBytes]).toEqual([0, 4])
    network.heal('192.0.2.1', '192.0.2.80')
    clock.advance(2000)
    expect(heard).toEqual(['late'])
    network.cut('192.0.2.1', '192.0.2.80')
    const failed: string[] = []
    connection.write('never', (error) => failed.push(error.message))
    clock.drain()
    expect([closed, failed]).toEqual([['ETIMEDOUT'], ['ETIMEDOUT']])
  })
})
