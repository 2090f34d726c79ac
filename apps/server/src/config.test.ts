import { describe, expect, it } from 'vitest'
import { type Config, type ConfigFaults, faultsInWords, type Machine, readConfig } from './config.ts'

const machine = (files: Record<string, string> = {}, addresses = ['192.0.2.7', '2001:db8::7']): Machine => ({
  readFile: (path) => {
    const text = files[path]
    if (text === undefined) throw new Error('no such file')
    return text
  },
  isFolder: (path) => ['/srv/prompts', '/srv/prompts/en', '/srv/empty'].includes(path),
  addresses: () => addresses,
  hostName: () => 'desk',
})

const good = (environment: Record<string, string>, on = machine()): Config => {
  const config = readConfig(environment, on)
  if ('kind' in config) throw new Error(faultsInWords(config))
  return config
}

const bad = (environment: Record<string, string>, on = machine()): ConfigFaults => {
  const config = readConfig(environment, on)
  if (!('kind' in config)) throw new Error('accepted')
  return config
}

it('has the database that it was told, its certificate verified where SSL is asked for', () => {
  const url = 'postgresql://u:p@db.example/mainline'
  const read = (mode: string) => good({ DATABASE_URL: `${url}?sslmode=${mode}` }).databaseUrl
  expect([read('require'), read('no-verify')]).toEqual([
    `${url}?sslmode=verify-full`,
    `${url}?sslmode=no-verify`,
  ])
})

describe('configuration', () => {
  it('needs nothing', () => {
    expect(good({})).toEqual({
      dataFolder: './data',
      http: { host: '127.0.0.1', port: 8080 },
      sip: { port: 5060, bindAddress: '0.0.0.0', advertisedAddress: '192.0.2.7', strangerConnections: 256 },
      edges: [],
      tls: undefined,
      rtp: { first: 10_000, last: 19_999 },
      rtpengines: [],
      turn: { stun: [], turn: undefined },
      prompts: undefined,
      databaseUrl: undefined,
      token: undefined,
      publicUrl: undefined,
      mail: undefined,
      oidc: undefined,
      speechUrl: undefined,
      transcriptionUrl: undefined,
      webhooksAnywhere: false,
      logLevel: 'info',
      unknown: [],
    })
  })

  it('takes every value from the environment, port 0 for a free one', () => {
    const config = good({
      MAINLINE_DATA: '/srv/mainline',
      MAINLINE_HTTP_HOST: '0.0.0.0',
      MAINLINE_HTTP_PORT: '0',
      MAINLINE_SIP_HOST: '192.0.2.9',
      MAINLINE_SIP_PORT: '15060',
      MAINLINE_SIP_STRANGER_CONNECTIONS: '2000',
      MAINLINE_RTP_PORTS: '20000-20099',
      MAINLINE_RTPENGINE: '192.0.2.20:2223, media.example:2223,[2001:db8::20]:2223',
      MAINLINE_PROMPTS: '/srv/prompts',
      DATABASE_URL: 'postgresql://mainline:secret@db.example/mainline',
      MAINLINE_TOKEN: 'a-token-of-the-tests',
      MAINLINE_LOG_LEVEL: 'warn',
    })
    expect(config).toMatchObject({
      dataFolder: '/srv/mainline',
      http: { host: '0.0.0.0', port: 0 },
      sip: {
        port: 15_060,
        bindAddress: '192.0.2.9',
        advertisedAddress: '192.0.2.9',
        strangerConnections: 2_000,
      },
      rtp: { first: 20_000, last: 20_099 },
      rtpengines: [
        { host: '192.0.2.20', port: 2223 },
        { host: 'media.example', port: 2223 },
        { host: '2001:db8::20', port: 2223 },
      ],
      prompts: '/srv/prompts',
      token: 'a-token-of-the-tests',
      speechUrl: undefined,
      transcriptionUrl: undefined,
      webhooksAnywhere: false,
      logLevel: 'warn',
    })
  })

  it('puts the environment over the file, and takes an empty variable for none', () => {
    const files = { '/etc/mainline.json': '{"MAINLINE_HTTP_PORT": 9000, "MAINLINE_SIP_PORT": 5070}' }
    const environment = {
      MAINLINE_CONFIG: '/etc/mainline.json',
      MAINLINE_SIP_PORT: '5080',
      MAINLINE_HTTP_PORT: '',
    }
    expect(good(environment, machine(files))).toMatchObject({ http: { port: 9000 }, sip: { port: 5080 } })
  })

  it.each(['edge.example', '192.0.2.5:0', '192.0.2.5:70000', '192.0.2.5,', '192.0.2.0/24', 'sip:192.0.2.5'])(
    'refuses MAINLINE_EDGE=%s',
    (value) => {
      const words = 'must be IP addresses, such as 192.0.2.5 or 192.0.2.5:5070, with commas between several'
      expect(bad({ MAINLINE_EDGE: value }).faults).toEqual([{ setting: 'MAINLINE_EDGE', words }])
    },
  )

  it('takes edges with and without port, as sockets write their addresses', () => {
    const { edges } = good({ MAINLINE_EDGE: '192.0.2.5, 192.0.2.6:5070,[2001:DB8:0::5]:5080,2001:db8::6' })
    expect(edges).toEqual([
      { address: '192.0.2.5', port: 5060 },
      { address: '192.0.2.6', port: 5070 },
      { address: '2001:db8::5', port: 5080 },
      { address: '2001:db8::6', port: 5060 },
    ])
  })

  it.each([
    ['any IPv4, one interface', '0.0.0.0', ['192.0.2.7'], '192.0.2.7'],
    ['any IPv4, no network', '0.0.0.0', [], '127.0.0.1'],
    ['any IPv6', '::', ['192.0.2.7', '2001:db8::7'], '2001:db8::7'],
    ['any IPv6, no network', '::', [], '::1'],
    ['one address', '198.51.100.1', ['192.0.2.7'], '198.51.100.1'],
  ])('advertises for %s', (_, bound, own, advertised) => {
    expect(good({ MAINLINE_SIP_HOST: bound }, machine({}, own)).sip.advertisedAddress).toBe(advertised)
  })

  it.each([
    'media.example',
    ':2223',
    'media.example:0',
    '192.0.2.20:2223,',
    'http://media.example:2223',
    '2001:db8::20:2223',
  ])('%s is no rtpengine', (MAINLINE_RTPENGINE) => {
    expect(bad({ MAINLINE_RTPENGINE }).faults).toMatchObject([
      { setting: 'MAINLINE_RTPENGINE', words: expect.stringContaining('such as 192.0.2.20:2223') },
    ])
  })

  it.each([
    ['MAINLINE_HTTP_PORT', 'http', 'must be a port number from 0 to 65535'],
    ['MAINLINE_SIP_PORT', ' ', 'must be a port number from 0 to 65535'],
    ['MAINLINE_HTTPS_PORT', '0x1F90', 'must be a port number from 0 to 65535, or off'],
    ['MAINLINE_HTTP_PORT', '65536', 'must be a port number from 0 to 65535'],
    ['MAINLINE_SIP_PORT', '5060.5', 'must be a port number from 0 to 65535'],
    ['MAINLINE_SIP_HOST', 'sip.example', 'must be an IP address, such as 192.0.2.10 or 0.0.0.0'],
    ['MAINLINE_RTP_PORTS', '10000', 'must be two ports with a dash, such as 10000-19999'],
    ['MAINLINE_RTP_PORTS', '20000-10000', 'must hold at least ten ports from 1024 to 65535'],
    ['MAINLINE_RTP_PORTS', '80-9000', 'must hold at least ten ports from 1024 to 65535'],
    ['MAINLINE_FIRST_ADMINISTRATOR', 'ops', 'must be an e-mail address'],
    ['DATABASE_URL', 'mysql://x/y', 'must be a URL such as postgresql://user:password@host:5432/mainline'],
    [
      'DATABASE_URL',
      'host=db.example dbname=mainline',
      'must be a URL such as postgresql://user:password@host:5432/mainline',
    ],
    [
      'DATABASE_URL',
      'postgresql://u:pa#ss@db.example/mainline',
      'must be a URL such as postgresql://user:password@host:5432/mainline; in user and password, # / ? @ : % are written %23 %2F %3F %40 %3A %25',
    ],
    [
      'DATABASE_URL',
      'postgresql://u:100%zz@db.example/mainline',
      'has a % that begins no code such as %40: write the % itself as %25',
    ],
    [
      'DATABASE_URL',
      'postgresql://u:p@db.example',
      'must name a database, as postgresql://user:password@host:5432/mainline names mainline',
    ],
    [
      'DATABASE_URL',
      'postgresql://u:p@db.example/mainline?sslmode=on',
      'has sslmode=on, which is none of disable, prefer, require, verify-ca, verify-full, no-verify',
    ],
    [
      'MAINLINE_PUBLIC_URL',
      'phones.example',
      'must be an origin such as https://phones.example, without a path',
    ],
    [
      'MAINLINE_PUBLIC_URL',
      'https://phones.example/console',
      'must be an origin such as https://phones.example, without a path',
    ],
    [
      'MAINLINE_SMTP_URL',
      'mail.example',
      'must be a URL such as smtp://user:password@mail.example:587 or smtps://…; in user and password, # / ? @ : % are written %23 %2F %3F %40 %3A %25',
    ],
    ['MAINLINE_MAIL_FROM', 'nobody', 'must be one e-mail address, or Name <address>'],
    [
      'MAINLINE_MAIL_FROM',
      'a@b.example\r\nBcc: c@d.example',
      'must be one e-mail address, or Name <address>',
    ],
    [
      'MAINLINE_OIDC_ISSUER',
      'login.example',
      'must be a URL such as https://login.example, without user and password',
    ],
    ['MAINLINE_TOKEN', 'short', 'must be at least 16 visible ASCII characters without spaces'],
    ['MAINLINE_LOG_LEVEL', 'loud', 'must be one of trace, debug, info, warn, error, fatal, silent'],
  ])('refuses %s=%s', (setting, value, words) => {
    expect(bad({ [setting]: value }).faults).toEqual([{ setting, words }])
  })

  it('takes mail and identity provider whole', () => {
    const config = good({
      MAINLINE_PUBLIC_URL: 'https://phones.example/',
      MAINLINE_SMTP_URL: 'smtp://mail.example:587',
      MAINLINE_MAIL_FROM: 'Mainline <phones@mail.example>',
      MAINLINE_OIDC_ISSUER: 'https://login.example',
      MAINLINE_OIDC_CLIENT_ID: 'mainline',
      MAINLINE_OIDC_CLIENT_SECRET: 'secret',
    })
    expect(config).toMatchObject({
      publicUrl: 'https://phones.example',
      mail: { url: 'smtp://mail.example:587', from: 'Mainline <phones@mail.example>' },
      oidc: { issuer: 'https://login.example', clientId: 'mainline', clientSecret: 'secret' },
    })
  })

  it('asks for what belongs to a setting', () => {
    const { faults } = bad({
      MAINLINE_SMTP_URL: 'smtp://mail.example',
      MAINLINE_OIDC_ISSUER: 'https://login.example',
    })
    expect(faults.map(({ setting, words }) => `${setting} ${words}`)).toEqual([
      'MAINLINE_MAIL_FROM is needed with MAINLINE_SMTP_URL',
      'MAINLINE_OIDC_CLIENT_ID is needed with MAINLINE_OIDC_ISSUER',
      'MAINLINE_OIDC_CLIENT_SECRET is needed with MAINLINE_OIDC_ISSUER',
    ])
  })

  it('names every fault at once, without the value of a secret', () => {
    const words = faultsInWords(bad({ MAINLINE_HTTP_PORT: 'x', MAINLINE_TOKEN: 'hunter2' }))
    expect(words.split('\n')).toHaveLength(2)
    expect(words).not.toContain('hunter2')
  })

  it.each([
    ['a file that is not there', {}, 'cannot be read'],
    ['a file that is not JSON', { '/c.json': 'port: 1' }, 'cannot be read'],
    ['a file that holds a list', { '/c.json': '[]' }, 'holds no JSON object'],
  ])('refuses %s', (_, files, words) => {
    expect(bad({ MAINLINE_CONFIG: '/c.json' }, machine(files)).faults[0]?.words).toContain(words)
  })

  it('refuses a setting that it does not know', () => {
    const files = { '/c.json': '{"MAINLINE_SIP_PROT": 5060}' }
    expect(bad({ MAINLINE_CONFIG: '/c.json' }, machine(files)).faults).toEqual([
      { setting: 'MAINLINE_SIP_PROT', words: 'is no setting of Mainline; did you mean "MAINLINE_SIP_PORT"?' },
    ])
  })
})

describe('TLS', () => {
  const files = { MAINLINE_TLS_CERT: '/etc/tls/cert.pem', MAINLINE_TLS_KEY: '/etc/tls/key.pem' }

  it('from files: at the usual ports', () => {
    expect(good(files).tls).toMatchObject({
      files: { certificate: '/etc/tls/cert.pem', key: '/etc/tls/key.pem' },
      sipPort: 5061,
      httpsPort: 8443,
    })
  })

  it('self-made: for all that this machine is reached by, the public name first', () => {
    const { tls } = good({
      MAINLINE_TLS: 'self-made',
      MAINLINE_PUBLIC_URL: 'https://phones.example',
      MAINLINE_HTTP_HOST: '0.0.0.0',
      MAINLINE_HTTPS_PORT: 'off',
    })
    expect(tls).toEqual({
      files: undefined,
      selfMadeFor: ['phones.example', 'desk', '192.0.2.7', '2001:db8::7', 'localhost', '127.0.0.1', '::1'],
      authorities: undefined,
      sipPort: 5061,
      httpsPort: undefined,
    })
  })

  it.each([
    [{ MAINLINE_TLS_CERT: '/etc/tls/cert.pem' }, 'MAINLINE_TLS_KEY is needed with MAINLINE_TLS_CERT'],
    [{ MAINLINE_TLS_KEY: '/etc/tls/key.pem' }, 'MAINLINE_TLS_CERT is needed with MAINLINE_TLS_KEY'],
    [{ MAINLINE_TLS: 'yes' }, 'MAINLINE_TLS must be off or self-made'],
    [
      { MAINLINE_TLS_NAMES: 'a b' },
      'MAINLINE_TLS_NAMES must be host names and addresses with commas between them',
    ],
    [{ MAINLINE_HTTPS_PORT: 'x' }, 'MAINLINE_HTTPS_PORT must be a port number from 0 to 65535, or off'],
  ])('%j is refused', (environment, words) => {
    expect(faultsInWords(bad(environment))).toBe(words)
  })
})

describe('STUN and TURN', () => {
  it('take several servers, of one secret', () => {
    const { turn } = good({
      MAINLINE_STUN: 'stun:turn.example:3478',
      MAINLINE_TURN: 'turn:turn.example:3478?transport=udp, turns:turn.example:5349?transport=tcp',
      MAINLINE_TURN_SECRET: 'a-secret-of-the-tests',
    })
    expect(turn).toEqual({
      stun: ['stun:turn.example:3478'],
      turn: {
        urls: ['turn:turn.example:3478?transport=udp', 'turns:turn.example:5349?transport=tcp'],
        secret: 'a-secret-of-the-tests',
      },
    })
  })

  it.each([
    [{ MAINLINE_TURN: 'turn:turn.example' }, 'MAINLINE_TURN_SECRET is needed with MAINLINE_TURN'],
    [
      { MAINLINE_STUN: 'turn.example' },
      'MAINLINE_STUN must be such as stun:turn.example:3478, with commas between several',
    ],
  ])('%j is refused', (environment, words) => {
    expect(faultsInWords(bad(environment))).toBe(words)
  })

  it.each([
    ['MAINLINE_HTTP_PROT', 'MAINLINE_HTTP_PORT'],
    ['MAINLINE_HTTPS_PRT', 'MAINLINE_HTTPS_PORT'],
    ['Mainline_Data', 'MAINLINE_DATA'],
    ['MAINLINE_SMTP_URI', 'MAINLINE_SMTP_URL'],
  ])('%s is a misspelt %s', (name, meant) => {
    expect(bad({ [name]: '8081' }).faults).toEqual([
      { setting: name, words: `is no setting of Mainline; did you mean "${meant}"?` },
    ])
  })

  it('what only begins like a setting is told, and stops nothing', () => {
    const unknown = ['MAINLINE_SERVICE_HOST', 'MAINLINE_PORT', 'MAINLINE_PORT_5060_UDP_ADDR']
    expect(good(Object.fromEntries(unknown.map((name) => [name, 'x']))).unknown).toEqual(unknown)
    expect(good({ MAINLINE_URL: 'http://x', MAINLINE_FUZZ_RUNS: '1' }).unknown).toEqual([])
  })

  it('a folder of prompts has to be there', () => {
    expect(bad({ MAINLINE_PROMPTS: '/nonexist' }).faults).toEqual([
      { setting: 'MAINLINE_PROMPTS', words: 'names /nonexist, which is no folder' },
    ])
  })
})

describe('what could only fail later is refused at the start', () => {
  const others = {
    MAINLINE_SMTP_URL: { MAINLINE_MAIL_FROM: 'phones@example.com' },
    MAINLINE_TURN: { MAINLINE_TURN_SECRET: 'sixteen characters' },
    MAINLINE_OIDC_ISSUER: { MAINLINE_OIDC_CLIENT_ID: 'mainline', MAINLINE_OIDC_CLIENT_SECRET: 'secret' },
  }
  const withOthers = (setting: string, value: string) => ({
    ...(setting in others ? others[setting as keyof typeof others] : {}),
    [setting]: value,
  })

  it.each([
    [
      'MAINLINE_SMTP_URL',
      [
        'smtp://',
        'smtps:///mail.example',
        'smtp://mail.example:0',
        'smtp://mail.example ',
        'smtp://mail.example/in',
      ],
    ],
    ['MAINLINE_SMTP_URL', ['smtp://user@mail.example', 'smtp://user:100%@mail.example']],
    [
      'MAINLINE_MAIL_FROM',
      [
        'a@b.example, c@d.example',
        'A, B <a@b.example>',
        'Main <a@b.example',
        'Main a@b.example',
        ' a@b.example',
      ],
    ],
    [
      'MAINLINE_STUN',
      [
        'stun:a:0',
        'stun:a:99999',
        'stun::',
        'stun:[]',
        'stun:a:b:c',
        'stun:2001:db8::1',
        'stun:a?transport=udp',
      ],
    ],
    ['MAINLINE_TURN', ['turn:a:99999', 'turn::3478', 'turn:[2001:db8::g]']],
    ['MAINLINE_OIDC_ISSUER', ['https://user:secret@login.example']],
    ['MAINLINE_SPEECH_URL', ['http://user:secret@127.0.0.1/']],
    ['MAINLINE_TRANSCRIPTION_URL', ['http://user@127.0.0.1/']],
    ['MAINLINE_SIP_HOST', ['fe80::1%eth0']],
    ['MAINLINE_PROMPTS', ['/srv/empty']],
  ])('%s: %j', (setting, values) => {
    for (const value of values)
      expect(bad(withOthers(setting, value)).faults[0], value).toMatchObject({ setting })
  })

  it.each([
    [
      'MAINLINE_SMTP_URL',
      ['smtp://mail', 'smtps://u%40x:p%25@mail.example:465/', 'smtp://[2001:db8::1]:25?requireTLS=true'],
    ],
    [
      'MAINLINE_MAIL_FROM',
      ['a@b.example', '<a@b.example>', 'B\u00fcro am Hafen <a@b.example>', '"A, B: C" <a@b.example>'],
    ],
    ['MAINLINE_STUN', ['stun:192.0.2.1', 'stuns:[2001:db8::1]:5349, stun:turn.example:3478']],
    ['MAINLINE_TURN', ['turn:turn.example?transport=tcp,turns:turn.example:443?transport=tcp']],
    ['MAINLINE_PROMPTS', ['/srv/prompts']],
  ])('%s: %j is taken', (setting, values) => {
    for (const value of values) expect(good(withOthers(setting, value))).toBeDefined()
  })
})
