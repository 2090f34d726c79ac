import { describe, expect, it } from 'vitest'
import { newId } from './id.ts'

describe('identifiers', () => {
  it('are UUIDs of version 7 in the order in which they were made (RFC 9562 §5.7)', () => {
    const ids = Array.from({ length: 10_000 }, newId)
    expect(
      ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true)
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
