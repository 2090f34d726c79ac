import type { Flow } from '@mainline/sip'
import { FakeClock } from '@mainline/sip/testing'
import { expect, it } from 'vitest'
import { bindingAt } from './engine-fixture.ts'
import { NatPaths } from './nat-paths.ts'
import type { StoredBinding } from './ports.ts'

const flow: Flow = {
  transport: 'UDP',
  localAddress: '192.0.2.1',
  localPort: 5060,
  remoteAddress: '198.51.100.7',
  remotePort: 40_001,
  connectionId: 0,
}

function open() {
  const clock = new FakeClock()
  const kept: { at: number; port: number }[] = []
  const began = clock.now()
  const paths = new NatPaths({
    clock,
    keepOpen: ({ remotePort: port }) => kept.push({ at: (clock.now() - began) / 1_000, port }),
  })
  const binding = (more: Partial<StoredBinding> = {}): StoredBinding => ({
    ...bindingAt('maya', '10.0.0.5'),
    flow,
    expiresAt: clock.epoch() + 300_000,
    ...more,
  })
  return { clock, kept, paths, binding }
}

it('a phone on UDP behind NAT --> its way is used every 25 s, until its registration is over', () => {
  const { clock, kept, paths, binding } = open()
  paths.keep('maya', [binding({ expiresAt: clock.epoch() + 60_000 })])
  clock.advance(120_000)
  expect(kept.map(({ at }) => at)).toEqual([2, 27, 52])
  expect([paths.size, clock.pending]).toEqual([0, 0])
})

it('one that registers anew keeps its turn, by whatever port it comes then', () => {
  const { clock, kept, paths, binding } = open()
  paths.keep('maya', [binding()])
  clock.advance(30_000)
  paths.keep('maya', [binding({ flow: { ...flow, remotePort: 40_002 } })])
  clock.advance(40_000)
  expect(kept).toEqual([
    { at: 2, port: 40_001 },
    { at: 27, port: 40_001 },
    { at: 52, port: 40_002 },
  ])
  paths.keep('maya', [])
  expect(paths.size).toBe(0)
})

it('many do not come at once', () => {
  const { clock, kept, paths, binding } = open()
  for (let each = 0; each < 100; each += 1) paths.keep(`${each}`, [binding()])
  clock.advance(25_000)
  expect(kept).toHaveLength(100)
  for (let second = 1; second <= 25; second += 1)
    expect(kept.filter(({ at }) => at === second)).toHaveLength(4)
})

it.each([
  ['that listens where it registered from', { contact: 'sip:maya@198.51.100.7:5060' }],
  ['on a connection', { flow: { ...flow, transport: 'TCP', connectionId: 3 } }],
  [
    'behind an edge proxy',
    {
      path: ['<sip:192.0.2.9;lr>'],
      flow: { ...flow, origin: { transport: 'UDP', address: '203.0.113.9', port: 5060 } },
    },
  ],
  ['that looks after its flow itself (RFC 5626)', { regId: 1 }],
] as const)('a phone %s needs nothing', (_, more) => {
  const { clock, kept, paths, binding } = open()
  paths.keep('maya', [binding(more)])
  clock.advance(60_000)
  expect([paths.size, kept]).toEqual([0, []])
})

it('closed, it does nothing more', () => {
  const { clock, kept, paths, binding } = open()
  paths.keep('maya', [binding()])
  paths.close()
  clock.advance(60_000)
  expect([kept, clock.pending]).toEqual([[], 0])
})
