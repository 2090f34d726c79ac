import { describe, expect, it } from 'vitest'
import { readCrypto, writeCrypto } from './crypto-attribute.ts'

const key30 = 'PS1uQCVeeCFCanVmcjkpPywjNWhcYD0mXXtxaVBR'
const key46 = Buffer.alloc(46, 7).toString('base64')
const usual = 'AES_CM_128_HMAC_SHA1_80'

describe('a=crypto (RFC 4568)', () => {
  it.each([
    ['usual', `1 ${usual} inline:${key30}`, { tag: '1', suite: usual, identifier: 0 }],
    ['short tag', `2 AES_CM_128_HMAC_SHA1_32 inline:${key30}`, { suite: 'AES_CM_128_HMAC_SHA1_32' }],
    ['256 bits', `3 AES_256_CM_HMAC_SHA1_80 inline:${key46}`, { suite: 'AES_256_CM_HMAC_SHA1_80' }],
    ['lifetime', `1 ${usual} inline:${key30}|2^31`, { identifier: 0 }],
    ['lifetime in digits', `1 ${usual} inline:${key30}|1048576`, { identifier: 0 }],
    ['lifetime and identifier', `1 ${usual} inline:${key30}|2^20|1:4`, { identifier: 4 }],
    ['identifier alone', `1 ${usual} inline:${key30}|1:1`, { identifier: 1 }],
    ['window hint', `1 ${usual} inline:${key30} WSH=64`, { tag: '1' }],
    ['optional parameter', `1 ${usual} inline:${key30} -NEW=1`, { tag: '1' }],
  ])('%s is read', (_, value, read) => expect(readCrypto(value)).toMatchObject(read))

  it.each([
    ['unknown suite', `1 F8_128_HMAC_SHA1_80 inline:${key30}`],
    ['a name of every object', `1 constructor inline:${key30}`],
    ['key of another length', `1 AES_256_CM_HMAC_SHA1_80 inline:${key30}`],
    ['no key method that we know', `1 ${usual} uri:${key30}`],
    ['several keys', `1 ${usual} inline:${key30}|2^20|1:4;inline:${key30}|2^20|2:4`],
    ['audio in clear', `1 ${usual} inline:${key30} UNENCRYPTED_SRTP`],
    ['reports in clear', `1 ${usual} inline:${key30} UNENCRYPTED_SRTCP`],
    ['no authentication', `1 ${usual} inline:${key30} WSH=64 UNAUTHENTICATED_SRTP`],
    ['derived anew', `1 ${usual} inline:${key30} KDR=20`],
    ['longer than any lifetime', `1 ${usual} inline:${key30}|2^49`],
    ['no lifetime', `1 ${usual} inline:${key30}|0`],
    ['identifier of no length', `1 ${usual} inline:${key30}|1:0`],
    ['tag that is none', `x ${usual} inline:${key30}`],
    ['nothing', ''],
  ])('%s is not used', (_, value) => expect(readCrypto(value)).toBeUndefined())

  it('is written as it is read', () => {
    const crypto = { tag: '7', suite: usual, inline: key30, identifier: 0 } as const
    expect(writeCrypto(crypto)).toBe(`a=crypto:7 ${usual} inline:${key30}\r\n`)
    expect(readCrypto(writeCrypto(crypto).slice(9))).toEqual(crypto)
  })
})
