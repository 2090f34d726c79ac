/** What the database library says of SSL in a `DATABASE_URL` is not what people read before our own words. */
import { openDatabase } from '@mainline/storage'
import { expect, it } from 'vitest'
import { verifiedDatabaseUrl } from './database-url.ts'

const readOf = (mode: string): string =>
  verifiedDatabaseUrl(`postgresql://u:sslmode%3Dprefer@127.0.0.1:1/mainline?${mode}`)

it.each(['sslmode=prefer', 'application_name=x&sslmode=require', 'sslmode=verify-ca&connect_timeout=5'])(
  '%s is verified as ever, and the library says nothing of it',
  async (mode) => {
    const warnings: string[] = []
    const hear = ({ message }: Error) => {
      if (message.includes('SSL')) warnings.push(message)
    }
    process.on('warning', hear)
    await expect(openDatabase({ url: readOf(mode) })).rejects.toThrow('ECONNREFUSED')
    await new Promise(setImmediate)
    process.off('warning', hear)
    expect(warnings).toEqual([])
    expect(readOf(mode)).toBe(
      `postgresql://u:sslmode%3Dprefer@127.0.0.1:1/mainline?${mode.replace(/sslmode=[a-z-]+/, 'sslmode=verify-full')}`,
    )
  },
)

it.each([
  'sslmode=disable',
  'sslmode=no-verify',
  'uselibpqcompat=true&sslmode=require',
  'sslrootcert=/etc/ca.pem',
])('%s is left as it is', (mode) => {
  expect(readOf(mode)).toContain(`?${mode}`)
})
