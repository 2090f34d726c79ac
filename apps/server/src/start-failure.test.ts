import { describe, expect, it } from 'vitest'
import { startFailureInWords } from './start-failure.ts'

const config = {
  dataFolder: '/srv/data',
  databaseUrl: 'postgresql://mainline@db.example/mainline',
  http: { host: 'phones.example', port: 8080 },
  sip: { port: 5060 },
  tls: { sipPort: 5061, httpsPort: 8443 },
}
const because = (message: string, facts: object) => Object.assign(new Error(message), facts)
const failure = (code: string, port?: number) =>
  Object.assign(new Error('bind failed'), { code, ...(port && { port, address: '0.0.0.0' }) })

describe('why the server cannot start', () => {
  it.each([
    [
      failure('EADDRINUSE', 5060),
      'port 5060 of 0.0.0.0 is taken by another program. Set MAINLINE_SIP_PORT, or free the port.',
    ],
    [
      failure('EACCES', 8080),
      'port 8080 of 0.0.0.0 needs more rights than this user has. Set MAINLINE_HTTP_PORT, or free the port.',
    ],
    [
      failure('EADDRINUSE', 5061),
      'port 5061 of 0.0.0.0 is taken by another program. Set MAINLINE_SIPS_PORT, or free the port.',
    ],
    [
      failure('EADDRINUSE', 8443),
      'port 8443 of 0.0.0.0 is taken by another program. Set MAINLINE_HTTPS_PORT, or free the port.',
    ],
    [
      failure('EADDRNOTAVAIL', 8080),
      'port 8080 of 0.0.0.0 is no address of this machine. Set MAINLINE_HTTP_HOST.',
    ],
    [
      failure('EADDRNOTAVAIL', 5061),
      'port 5061 of 0.0.0.0 is no address of this machine. Set MAINLINE_SIP_HOST.',
    ],
    [
      new Error(
        'no RTP port of 192.0.2.1 could be bound: all are taken, or it is no address of this machine',
      ),
      'no RTP port of 192.0.2.1 could be bound: all are taken, or it is no address of this machine. Set MAINLINE_RTP_PORTS or MAINLINE_SIP_HOST.',
    ],
    [
      new Error('corrupted migrations: previously executed migration 0040-inbox is missing'),
      'the database was written by a newer Mainline than this one. Start the newer one, or a copy of the data from before.',
    ],
    [failure('EADDRNOTAVAIL', 9), 'port 9 of 0.0.0.0 is no address of this machine.'],
    [failure('EADDRINUSE'), 'bind failed'],
    [
      because('connect ECONNREFUSED 192.0.2.1:5432', {
        code: 'ECONNREFUSED',
        syscall: 'connect',
        port: 5432,
      }),
      'the database cannot be used: connect ECONNREFUSED 192.0.2.1:5432. Check DATABASE_URL, and that the PostgreSQL it names runs.',
    ],
    [
      because('getaddrinfo ENOTFOUND db.example', { syscall: 'getaddrinfo', hostname: 'db.example' }),
      'the database cannot be used: getaddrinfo ENOTFOUND db.example. Check DATABASE_URL, and that the PostgreSQL it names runs.',
    ],
    [
      because('password authentication failed for user "mainline"', { severity: 'FATAL', code: '28P01' }),
      'the database cannot be used: password authentication failed for user "mainline". Check DATABASE_URL, and that the PostgreSQL it names runs.',
    ],
    [
      because('getaddrinfo ENOTFOUND phones.example', { syscall: 'getaddrinfo', hostname: 'phones.example' }),
      'no address is known by the name phones.example (getaddrinfo ENOTFOUND phones.example). Set MAINLINE_HTTP_HOST.',
    ],
    [
      because('EACCES: permission denied, open', {
        code: 'EACCES',
        syscall: 'open',
        path: '/srv/data/token',
      }),
      'the data folder /srv/data cannot be used: EACCES: permission denied, open. Make it a folder that this user may write, or set MAINLINE_DATA.',
    ],
    [
      because('ENOENT: no such file', { code: 'ENOENT', syscall: 'open', path: '/srv/prompts' }),
      'ENOENT: no such file',
    ],
    [new Error('the data folder is in use'), 'the data folder is in use'],
    ['thrown text', 'thrown text'],
  ])('%s', (error, words) => {
    expect(startFailureInWords(error, config)).toBe(words)
  })
})
