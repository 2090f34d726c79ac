import { describe, expect, it } from 'vitest'
import type { Trunk } from './ports.ts'
import { TrunkDirectory } from './trunk-directory.ts'

const trunk = (id: string, extra: Partial<Trunk> = {}): Trunk => ({
  id,
  operatorId: null,
  name: id,
  enabled: true,
  sourceAddresses: [],
  certificateName: null,
  srtp: 'off',
  digestUsername: null,
  digestRealm: null,
  ha1Md5: null,
  ha1Sha256: null,
  host: null,
  port: null,
  transport: 'UDP',
  countryCallingCode: '44',
  identityProfile: 'p-asserted-identity',
  calledNumberSources: ['request-uri'],
  ...extra,
})

const directory = async (...trunks: Trunk[]) => {
  const made = new TrunkDirectory({ loadAll: async () => trunks })
  await made.reload()
  return made
}

describe('trunk directory (C2)', () => {
  it('is known by the name that its certificate is for, while it is enabled', async () => {
    const known = await directory(
      trunk('a', { certificateName: 'sip.a.example' }),
      trunk('b', { certificateName: 'sip.b.example', enabled: false }),
      trunk('c'),
    )
    const shows = (certified: string) => known.byCertificate((name) => name === certified)?.id
    expect([shows('sip.a.example'), shows('sip.b.example'), shows('sip.c.example')]).toEqual([
      'a',
      undefined,
      undefined,
    ])
  })

  it.each([
    ['exact address', '192.0.2.1', 'a'],
    ['address in a block', '198.51.100.77', 'b'],
    ['address beside the block', '198.51.101.1', undefined],
    ['IPv6 in a block', '2001:db8::42', 'b'],
    ['stranger', '203.0.113.9', undefined],
    ['disabled trunk', '192.0.2.9', undefined],
  ])('%s', async (_edge, address, expected) => {
    const known = await directory(
      trunk('a', { sourceAddresses: ['192.0.2.1'] }),
      trunk('b', { sourceAddresses: ['198.51.100.0/24', '2001:db8::/32'] }),
      trunk('c', { sourceAddresses: ['192.0.2.9'], enabled: false }),
    )
    expect(known.bySource(address)?.id).toBe(expected)
  })

  it('prefers the trunk the call came by, then the operator’s own, then the provider’s', async () => {
    const own = trunk('own', { operatorId: 'op', host: 'a.example' })
    const provider = trunk('provider', { host: 'b.example' })
    const foreign = trunk('foreign', { operatorId: 'other', host: 'c.example' })
    const known = await directory(foreign, provider, own)
    const ways = (operatorId: string, arrivedBy?: Trunk) =>
      known.forOutbound(operatorId, arrivedBy?.id).map(({ id }) => id)
    expect(ways('op', provider)).toEqual(['provider', 'own'])
    expect(ways('op', foreign)).toEqual(['own', 'provider'])
    expect(ways('third')).toEqual(['provider'])
    expect((await directory(trunk('silent'))).forOutbound('op', undefined)).toEqual([])
  })

  it('keeps what it knows when the source fails', async () => {
    let fails = false
    const known = new TrunkDirectory({
      async loadAll() {
        if (fails) throw new Error('the database is away')
        return [trunk('a', { sourceAddresses: ['192.0.2.1'] })]
      },
    })
    await known.reload()
    fails = true
    await expect(known.reload()).rejects.toThrow('away')
    expect(known.bySource('192.0.2.1')?.id).toBe('a')
  })
})
