import { describe, expect, it } from 'vitest'
import { openEngine } from './engine-fixture.ts'

describe('a phone registers while the database is away', () => {
  it('is told so by 500, and whoever reads the log learns of it', async () => {
    const { engine, clock, logged, phone } = await openEngine({
      devices: { findByUsername: () => Promise.reject(new Error('the database is away')) },
    })
    await using _ = engine
    const maya = await phone('maya', '192.0.2.11')
    const registered = maya.register()
    await clock.advanceAsync(10)
    expect(await registered).toBe(500)
    expect(logged).toEqual(['a phone could not be registered'])
  })
})
