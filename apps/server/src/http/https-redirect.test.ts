import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { httpsRedirect, type RedirectOptions } from './https-redirect.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function ask(
  { method = 'GET', path = '/', host = 'phones.example:8080' },
  options: RedirectOptions = { publicUrl: undefined, httpsPort: 8443 },
) {
  const server = httpsRedirect(options).listen(0, '127.0.0.1')
  closing.push(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const asked = request({ host: '127.0.0.1', port, method, path, headers: { host } }).end()
  const [answer] = await once(asked, 'response')
  answer.resume()
  return { status: answer.statusCode, location: answer.headers.location }
}

describe('HTTP where HTTPS is on', () => {
  it('leads browsers to the same page of the host that they asked for', async () => {
    const answer = await ask({ path: '/reception?site=1' })
    expect(answer).toEqual({ status: 308, location: 'https://phones.example:8443/reception?site=1' })
  })

  it('leads to the public address where one is configured', async () => {
    const options = { publicUrl: 'https://phones.example', httpsPort: 8443 }
    expect((await ask({ host: 'whatever' }, options)).location).toBe('https://phones.example/')
  })

  it('names no port when it is the usual one, and takes addresses of either kind', async () => {
    const options = { publicUrl: undefined, httpsPort: 443 }
    expect((await ask({ host: '[2001:db8::7]:80' }, options)).location).toBe('https://[2001:db8::7]/')
  })

  it.each([['POST'], ['DELETE'], ['PUT']])(
    '%s is not led anywhere: it may carry what is secret',
    async (method) => {
      expect(await ask({ method })).toEqual({ status: 403, location: undefined })
    },
  )

  it.each([
    ['a host that is none', { host: 'evil.example/@' }],
    ['an address in the place of a path', { path: 'http://evil.example/' }],
  ])('%s leads nowhere else', async (_, asked) => {
    const { location = 'https://phones.example:8443/' } = await ask(asked)
    expect(new URL(location).hostname).toBe('phones.example')
  })
})
