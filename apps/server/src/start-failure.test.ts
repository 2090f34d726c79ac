import { describe, expect, it } from 'vitest'
import { startFailureInWords } from './start-failure.ts'

const config = { http: { port: 8080 }, sip: { port: 5060 }, tls: { sipPort: 5061, httpsPort: 8443 } }
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
    [failure('EADDRNOTAVAIL', 9), 'port 9 of 0.0.0.0 is no address of this machine.'],
    [failure('EADDRINUSE'), 'bind failed'],
    [new Error('the data folder is in use'), 'the data folder is in use'],
    ['thrown text', 'thrown text'],
  ])('%s', (error, words) => {
    expect(startFailureInWords(error, config)).toBe(words)
  })
})
