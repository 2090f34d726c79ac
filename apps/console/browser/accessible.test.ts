import { describe, expect } from 'vitest'
import { violationsInBothThemes } from './axe.ts'
import { everyPage, test } from './every-page.ts'

describe('axe finds nothing, light and dark', () => {
  test.for(everyPage)('$name', async (each, { open }) => {
    const page = await open(each)
    expect(await violationsInBothThemes(page)).toEqual([])
  })
})
