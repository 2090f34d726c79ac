/** Which addresses a webhook may reach, and that it is asked of what is connected to. */
import { expect, it } from 'vitest'
import { openPost } from './post.ts'
import { ClosedAddress, isPublicAddress, publicLookup } from './public-address.ts'

it.each([
  ['8.8.8.8', true],
  ['172.15.255.255', true],
  ['2606:4700::1111', true],
  ['0.0.0.0', false],
  ['10.1.2.3', false],
  ['100.64.0.1', false],
  ['127.0.0.1', false],
  ['169.254.169.254', false],
  ['172.16.0.1', false],
  ['172.31.255.255', false],
  ['192.168.1.1', false],
  ['198.19.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['2001:db8::1', false],
  ['fd00::1', false],
  ['fe80::1', false],
  ['ff02::1', false],
  ['localhost', false],
])('%s: %s', (address, open) => {
  expect(isPublicAddress(address)).toBe(open)
})

it('a name that resolves to the own network is not connected to', async () => {
  const error = await new Promise((resolve) => publicLookup('localhost', {}, resolve))
  expect(error).toBeInstanceOf(ClosedAddress)
})

it.each([
  ['https://localhost:1/', 'It could not be sent: localhost is no public address.'],
  ['https://127.0.0.1:1/', 'It could not be sent: 127.0.0.1 is no public address.'],
  ['https://[::1]:1/', 'It could not be sent: ::1 is no public address.'],
  ['https://0x7f.1/', 'It could not be sent: 127.0.0.1 is no public address.'],
  ['http://example.com/', 'It could not be sent: only https is taken.'],
])('nothing is sent to %s', async (url, error) => {
  expect(await openPost({ anyAddress: false })(url, {}, '{}')).toMatchObject({ status: null, error })
})
