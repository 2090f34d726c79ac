import { describe, expect, it } from 'vitest'
import { startFailureInWords } from './start-failure.ts'

const config = {
  dataFolder: '/srv/data',
  databaseUrl: 'postgresql://mainline@db.example/mainline?sslrootcert=%2Fetc%2Fca.pem',
  http: { host: 'phones.example', port: 8080 },
  sip: { port: 5060 },
  tls: {
    files: { certificate: '/etc/c.pem', key: '/etc/k.pem' },
    authorities: '/etc/a.pem',
    sipPort: 5061,
    httpsPort: 8443,
  },
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
    [
      new Error(
        'corrupted migrations: expected previously executed migration 0057-reception-attendance to be at index 51 but 0054-mailbox-alerts was found in its place. New migrations must always have a name that comes alphabetically after the last executed migration.',
      ),
      'the database was written by a Mainline that is neither an older nor a newer one than this, such as one in development. Start that one, or a copy of the data from before.',
    ],
    [
      new Error('/etc/a.pem cannot be read: ENOENT: no such file or directory'),
      '/etc/a.pem cannot be read: ENOENT: no such file or directory. Correct the file, or set MAINLINE_TLS_CA.',
    ],
    [
      new Error('/etc/k.pem holds no private key in PEM'),
      '/etc/k.pem holds no private key in PEM. Correct the file, or set MAINLINE_TLS_KEY.',
    ],
    [
      new Error('the key in /etc/k.pem does not belong to the certificate in /etc/c.pem'),
      'the key in /etc/k.pem does not belong to the certificate in /etc/c.pem. Set MAINLINE_TLS_CERT and MAINLINE_TLS_KEY to two that belong together.',
    ],
    [failure('EADDRNOTAVAIL', 9), 'port 9 of 0.0.0.0 is no address of this machine.'],
    [failure('EADDRINUSE'), 'bind failed'],
    [
      because('connect ECONNREFUSED 192.0.2.1:5432', {
        code: 'ECONNREFUSED',
        syscall: 'connect',
        port: 5432,
      }),
      'the database cannot be used: connect ECONNREFUSED 192.0.2.1:5432. Start the PostgreSQL, or correct host and port in DATABASE_URL.',
    ],
    [
      because('getaddrinfo ENOTFOUND db.example', {
        code: 'ENOTFOUND',
        syscall: 'getaddrinfo',
        hostname: 'db.example',
      }),
      'the database cannot be used: getaddrinfo ENOTFOUND db.example. Correct the host in DATABASE_URL.',
    ],
    [
      because('password authentication failed for user "mainline"', { severity: 'FATAL', code: '28P01' }),
      'the database cannot be used: password authentication failed for user "mainline". Correct the user or the password in DATABASE_URL.',
    ],
    [
      because('database "mainline" does not exist', { severity: 'FATAL', code: '3D000' }),
      'the database cannot be used: database "mainline" does not exist. Create the database (create database mainline owner <user> encoding \'UTF8\'), or correct its name in DATABASE_URL.',
    ],
    [
      because('the disk is full', { severity: 'PANIC', code: '53100' }),
      'the database cannot be used: the disk is full. Check DATABASE_URL, and that the PostgreSQL it names runs.',
    ],
    [
      because('self-signed certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
      'the database cannot be used: self-signed certificate. Give its certificate authority in DATABASE_URL (sslrootcert=<file>), or write sslmode=no-verify where nobody can listen on the way.',
    ],
    [
      new Error('timeout expired'),
      'the database cannot be used: timeout expired. Nothing answers there: correct the host in DATABASE_URL, or open the way to it (firewall).',
    ],
    [
      new Error('The server does not support SSL connections'),
      'the database cannot be used: The server does not support SSL connections. Switch SSL on in the PostgreSQL, or leave sslmode out of DATABASE_URL.',
    ],
    [
      because('ENOENT: no such file', { code: 'ENOENT', syscall: 'open', path: '/etc/ca.pem' }),
      'the database cannot be used: ENOENT: no such file. Correct the path in DATABASE_URL: of the folder of a socket, or of a certificate.',
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
