import { createHash, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { selfSigned } from './self-signed.ts'

const day = 86_400_000
const from = Date.UTC(2026, 10, 28)

describe('a self-signed certificate', () => {
  it('reads as one, signed by its own key, for the names asked for', () => {
    const made = selfSigned({
      commonName: 'phones.example',
      names: ['phones.example', 'localhost', '192.0.2.1', '2001:db8::1'],
      from,
      until: from + 30 * day,
    })
    const read = new X509Certificate(made.certificate)
    expect(read.subject).toBe('CN=phones.example')
    expect(read.verify(read.publicKey)).toBe(true)
    expect(read.checkHost('localhost')).toBe('localhost')
    expect(read.checkIP('192.0.2.1')).toBe('192.0.2.1')
    expect(read.subjectAltName).toContain('IP Address:2001:DB8:0:0:0:0:0:1')
    expect(new Date(read.validFrom).getTime()).toBe(from)
    expect(new Date(read.validTo).getTime()).toBe(from + 30 * day)
    expect(made.fingerprint).toBe(read.fingerprint256)
    expect(made.fingerprint.replaceAll(':', '').toLowerCase()).toBe(
      createHash('sha256').update(read.raw).digest('hex'),
    )
  })

  it('may outlast the two digits of a year', () => {
    const until = Date.UTC(2051, 0, 1)
    const { certificate } = selfSigned({ commonName: 'x', from, until })
    expect(new Date(new X509Certificate(certificate).validTo).getTime()).toBe(until)
  })

  it('is another each time', () => {
    const make = () => selfSigned({ commonName: 'x', from, until: from + day }).fingerprint
    expect(make()).not.toBe(make())
  })
})
