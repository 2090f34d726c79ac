import { expect, it } from 'vitest'
import { domainOf, MailRest } from './mail-rest.ts'

it('rests longer with each refusal in a row, and not for those that were under way', () => {
  const rest = new MailRest()
  expect(rest.until('a.example')).toBe(0)
  expect(rest.refused('a.example', 1_000)).toBe(6_000)
  expect(rest.refused('a.example', 2_000)).toBe(6_000)
  expect(rest.refused('a.example', 6_000)).toBe(21_000)
  expect(rest.refused('a.example', 30_000)).toBe(60_000)
  expect(rest.refused('a.example', 60_000)).toBe(90_000)
  expect(rest.until('b.example')).toBe(0)
})

it('what is taken ends it; only then, and for a domain not met before, may something be waiting', () => {
  const rest = new MailRest()
  expect(rest.accepted('a.example')).toBe(true)
  expect(rest.accepted('a.example')).toBe(false)
  rest.refused('a.example', 1_000)
  expect(rest.accepted('a.example')).toBe(true)
  expect(rest.until('a.example')).toBe(0)
  expect(rest.refused('a.example', 1_000)).toBe(6_000)
})

it('a domain is what follows the last @, whatever its case', () => {
  expect(domainOf('"a@b"@Occupier.Example')).toBe('occupier.example')
})
