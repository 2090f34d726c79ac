import { expect, test } from 'vitest'
import { loadsAnew } from './missing-part.ts'
import { guardUnsaved } from './unsaved-anywhere.ts'

const there = async () => ({ ok: true })
const unavailable = async () => ({ ok: false })
const away = () => Promise.reject(new TypeError('Failed to fetch'))

test.each([
  ['the server answers', there, true],
  ['the server answers 503', unavailable, false],
  ['nobody answers', away, false],
])('a part is missing, nothing is typed, %s', async (_, reach, anew) => {
  expect(await loadsAnew(reach)).toBe(anew)
})

test('a part is missing while something is typed: the page stays until that is gone', async () => {
  let typed = true
  const end = guardUnsaved(() => typed)
  expect(await loadsAnew(there)).toBe(false)
  typed = false
  expect(await loadsAnew(there)).toBe(true)
  const typesMeanwhile = async () => {
    typed = true
    return { ok: true }
  }
  expect(await loadsAnew(typesMeanwhile)).toBe(false)
  end()
  expect(await loadsAnew(there)).toBe(true)
})
