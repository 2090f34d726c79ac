import { describe, expect, it } from 'vitest'
import { answerBinding } from './stun-binding.ts'

/** RFC 5769 §2: the transaction of its vectors. */
const id = 'b7e7a701bc34d686fa87dfae'
const request = (changes: { type?: string; length?: string; cookie?: string; more?: string } = {}) => {
  const { type = '0001', length = '0000', cookie = '2112a442', more = '' } = changes
  return Buffer.from(type + length + cookie + id + more, 'hex')
}

describe('a STUN binding request (RFC 8489)', () => {
  it.each([
    ['IPv4 (RFC 5769 §2.2)', '192.0.2.1', '0001a147e112a643'],
    [
      'IPv6 (RFC 5769 §2.3)',
      '2001:db8:1234:5678:11:2233:4455:6677',
      '0002a1470113a9faa5d3f179bc25f4b5bed2b9d9',
    ],
  ])('is answered with where it came from: %s', (_, address, mapped) => {
    const answer = answerBinding(request(), address, 32_853)?.toString('hex') ?? ''
    const size = mapped.length / 2
    const hex = (value: number) => value.toString(16).padStart(4, '0')
    expect(answer).toBe(`0101${hex(4 + size)}2112a442${id}0020${hex(size)}${mapped}`)
  })

  it.each([
    ['::1', '00000000000000000000000000000001'],
    ['fe80::1%eth0', 'fe800000000000000000000000000001'],
    ['::ffff:192.0.2.1', '00000000000000000000ffffc0000201'],
  ])('from %s', (address, bytes) => {
    const answer = answerBinding(request(), address, 5060) ?? Buffer.alloc(44)
    const key = Buffer.from(`2112a442${id}`, 'hex')
    const host = answer.subarray(28).map((byte, at) => byte ^ (key[at] ?? 0))
    expect(Buffer.from(host).toString('hex')).toBe(bytes)
  })

  it('with attributes is one, too', () => {
    expect(answerBinding(request({ length: '0004', more: '80220000' }), '192.0.2.1', 5060)).toBeDefined()
  })

  it.each([
    ['another method', request({ type: '0003' })],
    ['an answer', request({ type: '0101' })],
    ['another length than it says', request({ length: '0008' })],
    ['no magic cookie', request({ cookie: '00000000' })],
    ['cut short', request().subarray(0, 19)],
  ])('%s is none', (_, bytes) => {
    expect(answerBinding(bytes, '192.0.2.1', 5060)).toBeUndefined()
  })
})
