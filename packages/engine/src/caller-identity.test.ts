import { parseText, type SipRequest } from '@mainline/sip'
import { describe, expect, it } from 'vitest'
import { identityOfDevice, readCallerIdentity } from './caller-identity.ts'

function invite(from: string, ...lines: readonly string[]): SipRequest {
  const message = parseText(
    [
      'INVITE sip:+442079460001@192.0.2.1 SIP/2.0',
      'Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1',
      `From: ${from};tag=1`,
      'To: <sip:+442079460001@192.0.2.1>',
      'Call-ID: 1',
      'CSeq: 1 INVITE',
      ...lines,
      '',
      '',
    ].join('\r\n'),
  )
  if (message.kind !== 'request') throw new Error('not a request')
  return message
}

const normalise = (text: string) => (/^\+?\d{6,}$/.test(text) ? text : undefined)
const read = (from: string, ...lines: readonly string[]) =>
  readCallerIdentity(invite(from, ...lines), true, normalise)

const ann = '"Ann" <sip:+442079460990@192.0.2.9>'
const annAsserted = '<sip:+442079460990@192.0.2.9>'
const shown = (number: string, name?: string) => ({ number, name, withheld: false })
const withheld = { number: undefined, name: undefined, withheld: true }

describe('who calls, by a trunk', () => {
  it.each([
    ['From alone', [ann], shown('+442079460990', 'Ann')],
    [
      'the same number asserted -- the name of From',
      [ann, `P-Asserted-Identity: ${annAsserted}`],
      shown('+442079460990', 'Ann'),
    ],
    [
      'another number asserted -- its own name, and never that of From',
      [ann, 'P-Asserted-Identity: "Switchboard" <sip:+442079460900@192.0.2.9>'],
      shown('+442079460900', 'Switchboard'),
    ],
    [
      'another number asserted, without a name -- no name',
      [ann, 'P-Asserted-Identity: <sip:+442079460900@192.0.2.9>'],
      shown('+442079460900'),
    ],
    [
      'From without a number -- names whom the assertion numbers',
      ['"Ann" <sip:ann@192.0.2.9>', `P-Asserted-Identity: ${annAsserted}`],
      shown('+442079460990', 'Ann'),
    ],
    [
      'asserted by name and by number -- the number (RFC 3325 §9.1)',
      ['"Ann" <sip:ann@192.0.2.9>', 'P-Asserted-Identity: <sip:ann@192.0.2.9>, <tel:+442079460990>'],
      shown('+442079460990', 'Ann'),
    ],
    [
      'asserted by name only, as the account of a trunk is -- the number of From',
      [ann, 'P-Asserted-Identity: <sip:trunk-account@192.0.2.9>'],
      shown('+442079460990', 'Ann'),
    ],
    [
      'tel with a subaddress and a context',
      ['<tel:20-7946-0990;isub=12;phone-context=+44>'],
      shown('+442079460990'),
    ],
    [
      'a number with parameters in the user part',
      ['<sip:+442079460990;isub=1411;cpc=ordinary@192.0.2.9;user=phone>'],
      shown('+442079460990'),
    ],
    ['Privacy: id', [ann, 'Privacy: id'], withheld],
    ['From anonymous', ['"Anonymous" <sip:anonymous@anonymous.invalid>'], withheld],
    [
      'Remote-Party-ID that wants all hidden',
      [ann, `Remote-Party-ID: ${annAsserted};party=calling;privacy=full;screen=yes`],
      withheld,
    ],
    [
      'Remote-Party-ID that wants the URI hidden',
      [ann, `Remote-Party-ID: ${annAsserted};privacy=uri`],
      withheld,
    ],
    [
      'Remote-Party-ID that wants the name hidden',
      [ann, `Remote-Party-ID: ${annAsserted};privacy=name`],
      shown('+442079460990'),
    ],
    [
      'Remote-Party-ID that wants nothing hidden',
      [ann, `Remote-Party-ID: ${annAsserted};party=calling;privacy=off`],
      shown('+442079460990', 'Ann'),
    ],
    [
      'Remote-Party-ID of whoever is called',
      [ann, `Remote-Party-ID: ${annAsserted};party=called;privacy=full`],
      shown('+442079460990', 'Ann'),
    ],
  ])('%s', (_, [from = '', ...lines], identity) => {
    expect(read(from, ...lines)).toMatchObject(identity)
  })
})

describe('who calls, from a phone of ours', () => {
  const maya = { e164: '+442079460101', name: 'Maya' }

  it('is known whatever its From says', () => {
    expect(identityOfDevice(invite(ann), maya)).toMatchObject(shown(maya.e164, 'Maya'))
  })

  it.each([
    ['Privacy: id', [ann, 'Privacy: id']],
    ['From anonymous', ['<sip:anonymous@anonymous.invalid>']],
  ])('%s -- nobody is told', (_, [from = '', ...lines]) => {
    expect(identityOfDevice(invite(from, ...lines), maya)).toEqual({ ...withheld, assertedNumber: maya.e164 })
  })
})
