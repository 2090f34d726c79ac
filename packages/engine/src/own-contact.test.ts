import { type Flow, parseUri, SipUri } from '@mainline/sip'
import { describe, expect, it } from 'vitest'
import { ownContact } from './own-contact.ts'

const flow = (transport: Flow['transport']): Flow => ({
  transport,
  localAddress: '192.0.2.1',
  localPort: 5060,
  remoteAddress: '192.0.2.2',
  remotePort: 5060,
  connectionId: 1,
})

function uri(text: string): SipUri {
  const read = parseUri(text)
  if (read instanceof SipUri) return read
  throw new Error(text)
}

const hosts = { host: '192.0.2.1', secureHost: 'phones.example' }

describe('our Contact', () => {
  it.each([
    ['a flow of UDP', flow('UDP'), false, '<sip:192.0.2.1>'],
    ['a flow of TLS', flow('TLS'), false, '<sip:phones.example;transport=tls>'],
    ['back over a flow of TLS', { flow: flow('TLS') }, false, '<sip:phones.example;transport=tls>'],
    [
      'an address by TLS',
      { transport: 'TLS', address: '192.0.2.2', port: 5061 } as const,
      false,
      '<sip:phones.example;transport=tls>',
    ],
    [
      'a URI that names TLS',
      { uri: uri('sip:carrier.example;transport=tls') },
      false,
      '<sip:phones.example;transport=tls>',
    ],
    ['a flow of TCP', flow('TCP'), false, '<sip:192.0.2.1;transport=tcp>'],
    ['back over a flow of TCP', { flow: flow('TCP') }, false, '<sip:192.0.2.1;transport=tcp>'],
    [
      'a URI that names TCP',
      { uri: uri('sip:carrier.example;transport=tcp') },
      false,
      '<sip:192.0.2.1;transport=tcp>',
    ],
    ['a page', flow('WSS'), false, '<sip:192.0.2.1>'],
    ['a URI that names nothing', { uri: uri('sip:carrier.example') }, false, '<sip:192.0.2.1>'],
    ['a dialog of SIPS URIs', flow('TLS'), true, '<sips:phones.example>'],
  ])('%s', (_, towards, sips, contact) => {
    expect(ownContact(hosts)(towards, sips)).toBe(contact)
  })

  it('without TLS names none', () => {
    expect(ownContact({ host: '192.0.2.1' })(flow('TLS'), true)).toBe('<sip:192.0.2.1>')
  })
})
