import { describe, expect, it } from 'vitest'
import { RealmOfNobody } from './realm-of-nobody.ts'

function knowing(count: number): RealmOfNobody {
  const realms = new RealmOfNobody('a secret of these tests')
  for (let site = 0; site < count; site++) realms.know(`site${site}.example`)
  return realms
}

const names = Array.from({ length: 1_000 }, (_, index) => `nobody-${index}`)

describe('the realm of a name that nobody has (C2)', () => {
  it('-- no site is known --> none', () => {
    expect(knowing(0).of('nobody')).toBeUndefined()
  })

  it('-- each site has its share of the names, and a name its realm', () => {
    const realms = knowing(10)
    const chosen = names.map((name) => realms.of(name))
    expect(names.map((name) => realms.of(name))).toEqual(chosen)
    for (let site = 0; site < 10; site++) {
      const share = chosen.filter((realm) => realm === `site${site}.example`).length
      expect(share).toBeGreaterThan(50)
      expect(share).toBeLessThan(170)
    }
  })

  it('-- a site is added --> only names that are its own now have another realm', () => {
    const realms = knowing(10)
    const before = names.map((name) => realms.of(name))
    realms.know('new.example')
    realms.know('site0.example')
    const moved = names.filter((name, index) => realms.of(name) !== before[index])
    expect(moved.length).toBeLessThan(200)
    expect(new Set(moved.map((name) => realms.of(name)))).toEqual(new Set(['new.example']))
  })
})
