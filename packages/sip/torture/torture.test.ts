import { describe, expect, it } from 'vitest'
import {
  type ParseFailure,
  parseDate,
  parseMessage,
  type SipRequest,
  type SipResponse,
  serializeResponse,
  validateMessage,
} from '../src/message/index.ts'
import { corpus, tortureCase } from './corpus.ts'

const rfc4475 = [
  ...[
    'wsinv',
    'intmeth',
    'esc01',
    'escnull',
    'esc02',
    'lwsdisp',
    'longreq',
    'dblreq',
    'semiuri',
    'transports',
  ],
  ...[
    'mpart01',
    'unreason',
    'noreason',
    'badinv01',
    'clerr',
    'ncl',
    'scalar02',
    'scalarlg',
    'quotbal',
    'ltgtruri',
  ],
  ...[
    'lwsruri',
    'lwsstart',
    'trws',
    'escruri',
    'baddate',
    'regbadct',
    'badaspec',
    'baddn',
    'badvers',
    'mismatch01',
  ],
  ...[
    'mismatch02',
    'bigcode',
    'badbranch',
    'insuf',
    'unkscm',
    'novelsc',
    'unksm2',
    'bext01',
    'invut',
    'regaut01',
  ],
  ...['multi01', 'mcl01', 'bcast', 'zeromf', 'cparam01', 'cparam02', 'regescrt', 'sdp01', 'inv2543'],
]

function parsed(name: string): SipRequest | SipResponse {
  const message = parseMessage(tortureCase(name).bytes)
  if (message.kind === 'failure') throw new Error(`${name}: ${message.code}`)
  return message
}

function request(name: string): SipRequest {
  const message = parsed(name)
  if (message.kind !== 'request') throw new Error(`${name} is a response`)
  return message
}

function refused(name: string): ParseFailure {
  const message = parseMessage(tortureCase(name).bytes)
  if (message.kind !== 'failure') throw new Error(`${name} was accepted`)
  return message
}

describe('the catalogue is complete', () => {
  it('has every message of RFC 4475', () => {
    expect(corpus.filter((entry) => entry.rfc === 4475).map((entry) => entry.name)).toEqual(rfc4475)
  })

  it('has every section of RFC 5118', () => {
    const sections = new Set(corpus.filter((entry) => entry.rfc === 5118).map((entry) => entry.section))
    expect([...sections]).toEqual(['4.1', '4.2', '4.3', '4.4', '4.5', '4.6', '4.7', '4.8', '4.9', '4.10'])
  })
})

describe('each message meets its fate', () => {
  it.each(corpus)('RFC $rfc §$section $name: $feature', ({ bytes, kind, expected }) => {
    const message = parseMessage(bytes)
    if (message.kind === 'failure') {
      expect(message.code).toBe(expected.parse)
      expect(message.reply !== undefined).toBe(kind === 'request')
      if (kind === 'request') expect(expected.uas).toContain(message.status)
      return
    }
    expect(expected.parse).toBe('ok')
    expect(message.kind).toBe(kind)
    const fault = validateMessage(message)
    expect(fault?.code ?? 'ok').toBe(expected.validate)
    if (fault !== undefined && kind === 'request') expect(expected.uas).toContain(fault.status)
  })
})

describe('what the valid messages say', () => {
  it('wsinv: folds and blanks vanish, values stay', () => {
    const message = request('wsinv')
    expect(message.to.tag).toBe('8812n')
    expect(message.from.displayName).toBe('H. Q. \\"Front"  Desk')
    expect(message.from.tag).toBe('77aw')
    expect(message.maxForwards).toBe(51)
    expect(message.cseq).toEqual({ sequence: 12, method: 'INVITE' })
    expect(message.vias.map((via) => [via.transport, via.host, via.branch])).toEqual([
      ['UDP', '192.0.2.10', 'z9hG4bK52m'],
      ['TCP', 'gate.example.com', 'z9hG4bK4i8'],
      ['UDP', '192.168.7.1', 'z9hG4bK3023'],
    ])
    expect(message.header('Subject')).toBe('')
    expect(message.header('newheader')).toBe('unheard of value goes on and on')
    expect(message.header('STRANGE')).toBe(';;,,;;,;')
    const [contact] = message.contacts
    expect(contact?.displayName).toBe('Quoted "name"')
    expect([...(contact?.params ?? [])]).toEqual([
      ['new', 'arg'],
      ['second', 'a;=, b'],
      ['q', '0.33'],
    ])
    expect(message.routes[0]?.uri.isLooseRouter).toBe(true)
  })

  it('intmeth: odd tokens are tokens', () => {
    const message = request('intmeth')
    expect(message.method).toBe("!frob-1.2_*3%41+`u'~m")
    expect(message.uri.host).toBe('example.com')
    expect(message.uri.password).toBe('%40pass*-!_')
    expect(message.to.displayName).toBe('Quote " slash \\ bel   nul   del  ')
    expect(message.header("ExtensionHeader-!.%*+_`'~")).toBe(Buffer.from('строка').toString('latin1'))
  })

  it('esc01: escapes are resolved when asked for, not before', () => {
    const message = request('esc01')
    expect(message.uri.user).toBe('fax%32support%40home.example')
    expect(message.uri.userText).toBe('fax2support@home.example')
    expect(message.contacts[0]?.uri.isLooseRouter).toBe(true)
    expect(message.contacts[0]?.uri.params.get('name')).toBe('value%41')
  })

  it('escnull: one NUL is not two', () => {
    const [one, two] = request('escnull').contacts
    expect(one?.uri.userText).toBe('\0')
    expect(two?.uri.userText).toBe('\0\0')
    expect(one && two && one.uri.equals(two.uri)).toBe(false)
  })

  it('esc02: a method is not unescaped', () => {
    expect(request('esc02').method).toBe('RE%47IST%45R')
  })

  it('lwsdisp: the name ends at the bracket', () => {
    expect(request('lwsdisp').from.displayName).toBe('caller')
  })

  it('longreq: nothing is cut', () => {
    const message = request('longreq')
    expect(message.vias).toHaveLength(33)
    expect(message.from.tag).toHaveLength(390)
    expect(message.to.uri.user).toHaveLength(252)
  })

  it('dblreq: the first message only', () => {
    const message = request('dblreq')
    expect(message.method).toBe('REGISTER')
    expect(message.bodySize).toBe(0)
  })

  it('semiuri: the user part keeps its semicolon', () => {
    const message = request('semiuri')
    expect(message.uri.userText).toBe('suite;wing=u@example.net')
    expect(message.uri.host).toBe('example.com')
    expect(message.uri.params.size).toBe(0)
    expect(message.headers('Accept')).toHaveLength(6)
  })

  it('transports: unknown ones too', () => {
    expect(request('transports').vias.map((via) => via.transport)).toEqual([
      'UDP',
      'SCTP',
      'TLS',
      'PIGEON',
      'TCP',
    ])
  })

  it('mpart01: the body stays bytes', () => {
    const message = request('mpart01')
    expect(message.body).toHaveLength(143)
    expect(message.body.includes(Buffer.from([0, 1, 0xff, 13, 10, 13, 10, 0xfe]))).toBe(true)
  })

  it('unreason and noreason: the phrase is text, or empty', () => {
    const unusual = parsed('unreason')
    const empty = parsed('noreason')
    expect(unusual.kind === 'response' && unusual.reason).toBe(
      '= 2**3 * 5**2 но сто девяносто девять - простое',
    )
    expect(empty.kind === 'response' && [empty.status, empty.reason]).toEqual([100, ''])
  })

  it('baddate: the date alone is refused', () => {
    expect(parseDate(request('baddate').header('Date') ?? '')).toBeUndefined()
  })

  it('badbranch: the branch is there to be judged', () => {
    expect(request('badbranch').topVia.branch).toBe('z9hG4bK')
  })

  it('unkscm and novelsc: the scheme is told', () => {
    expect(request('unkscm').uri.scheme).toBe('nobodyknowsthisscheme')
    expect(request('novelsc').uri.scheme).toBe('soap.beep')
  })

  it('cparam01 and cparam02: the parameter belongs to the header, then to the URI', () => {
    const inHeader = request('cparam01').contacts[0]
    const inUri = request('cparam02').contacts[0]
    expect([inHeader?.params.has('unknownparam'), inHeader?.uri.params.has('unknownparam')]).toEqual([
      true,
      false,
    ])
    expect([inUri?.params.has('unknownparam'), inUri?.uri.params.has('unknownparam')]).toEqual([false, true])
  })

  it('regescrt: the Route waits inside the URI', () => {
    expect(request('regescrt').contacts[0]?.uri.headers.get('route')).toBe('<sip:sip.example.com>')
  })

  it('inv2543: no branch and no tag', () => {
    const message = request('inv2543')
    expect(message.topVia.branch).toBeUndefined()
    expect(message.from.tag).toBeUndefined()
    expect(message.body).toHaveLength(message.bodySize)
    expect(message.bodySize).toBeGreaterThan(100)
  })
})

describe('IPv6', () => {
  it('a port inside the brackets is no port', () => {
    expect(request('port-ambiguous').uri.port).toBeUndefined()
    expect(request('port-ambiguous').uri.address).toBe('2001:db8::10:5070')
    expect(request('port-unambiguous').uri.port).toBe(5070)
  })

  it('received reads the same with and without brackets', () => {
    expect(request('via-received-brackets').topVia.received).toBe('2001:db8::9:255')
    expect(request('via-received-bare').topVia.received).toBe('2001:db8::9:255')
  })

  it('three colons mean two', () => {
    expect(request('three-colons').uri.equals(request('two-colons').uri)).toBe(true)
  })
})

describe('a refused request can still be answered', () => {
  it.each(['clerr', 'ncl', 'lwsruri', 'lwsstart', 'trws', 'badvers', 'mcl01'])('%s', (name) => {
    const failure = refused(name)
    if (failure.reply === undefined) throw new Error('nothing to answer with')
    const answer = parseMessage(Buffer.from(serializeResponse(failure.reply, failure), 'latin1'))
    expect(answer.kind === 'response' && answer.status).toBe(failure.status)
    expect(answer.kind === 'response' && answer.callId).toBe(failure.reply.callId)
  })
})
