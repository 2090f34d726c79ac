import { createHmac } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bindingRequest } from '../../testing/binding-request.ts'
import { readBindingRequest, writeBindingSuccess } from './stun.ts'

const transaction = Buffer.from('b7e7a701bc34d686fa87dfae', 'hex')

/** RFC 5769 §2.1. */
const sample = Buffer.from(
  '000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74002400046e0001ff' +
    '80290008932ff9b151263b36000600096576746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2' +
    '80280004e57a3bcf',
  'hex',
)
const samplePassword = 'VOkJxbRl1RmTxUk/WvJxBt'

describe('a Binding request', () => {
  it('is read as RFC 5769 §2.1 has it, and believed by its password only', () => {
    const request = readBindingRequest(sample)
    expect(request).toMatchObject({ username: 'evtj:h6vY', nominates: false })
    expect(request?.transaction).toEqual(transaction)
    expect(request?.isBy(samplePassword)).toBe(true)
    expect(request?.isBy('another')).toBe(false)
  })

  it('nominates by USE-CANDIDATE (RFC 8445 §7.1.2)', () => {
    const request = readBindingRequest(bindingRequest({ username: 'a:b', password: 'p', nominates: true }))
    expect(request?.nominates).toBe(true)
    expect(request?.isBy('p')).toBe(true)
  })

  it.each([
    ['cut short', sample.subarray(0, 60)],
    ['of another length than it says', Buffer.concat([sample, Buffer.alloc(4)])],
    ['with another cookie', Buffer.concat([sample.subarray(0, 4), Buffer.alloc(4), sample.subarray(8)])],
    ['that is a response', Buffer.concat([Buffer.from([1, 1]), sample.subarray(2)])],
    ['without credentials', Buffer.from('000100002112a442b7e7a701bc34d686fa87dfae', 'hex')],
    ['whose attribute overruns', Buffer.from('000100042112a442b7e7a701bc34d686fa87dfae00060fff', 'hex')],
  ])('%s is none', (_, packet) => {
    expect(readBindingRequest(packet)).toBeUndefined()
  })
})

describe('the answer', () => {
  it.each([
    // RFC 5769 §2.2 and §2.3.
    ['192.0.2.1', '0001a147e112a643'],
    ['2001:db8:1234:5678:11:2233:4455:6677', '0002a1470113a9faa5d3f179bc25f4b5bed2b9d9'],
  ])('names where %s came from, signed and summed', (address, mapped) => {
    const answer = writeBindingSuccess(transaction, { address, port: 32_853 }, samplePassword)
    expect(answer.readUInt16BE(0)).toBe(0x0101)
    expect(answer.readUInt16BE(2)).toBe(answer.length - 20)
    expect(answer.subarray(24, 24 + answer.readUInt16BE(22)).toString('hex')).toBe(mapped)
    const integrityAt = answer.length - 8 - 24
    const signed = Buffer.from(answer.subarray(0, integrityAt))
    signed.writeUInt16BE(integrityAt + 24 - 20, 2)
    const expected = createHmac('sha1', samplePassword).update(signed).digest()
    expect(answer.subarray(integrityAt + 4, integrityAt + 24)).toEqual(expected)
    const sum = (crc32(answer.subarray(0, answer.length - 8)) ^ 0x5354554e) >>> 0
    expect(answer.readUInt32BE(answer.length - 4)).toBe(sum)
  })
})
