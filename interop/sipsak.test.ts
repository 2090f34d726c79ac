/** sipsak asks whether somebody is there, as monitoring systems do (RFC 3261 §11). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureDebianPackages } from '../scripts/install-debian-packages.ts'
import { sipsakOptions } from './peers/sipsak.ts'
import { ServerFixture } from './server-fixture.ts'

let server: ServerFixture

beforeAll(async () => {
  ensureDebianPackages(['sipsak'])
  server = await ServerFixture.start()
})
afterAll(() => server?.[Symbol.asyncDispose]())

describe('sipsak', () => {
  it.each(['udp', 'tcp'] as const)(
    'OPTIONS over %s is answered with 200 and what we allow',
    async (transport) => {
      const { status, output } = await sipsakOptions(
        `${server.sip.address}:${server.sip.port}`,
        server.folder,
        transport,
      )
      expect(status, output).toBe(0)
      expect(output).toMatch(/SIP\/2\.0 200/)
      expect(output).toMatch(/^Allow:.*\bINVITE\b/m)
    },
  )
})
