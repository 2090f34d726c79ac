import { expect, it } from 'vitest'
import { dialled, withNumbersPrinted } from './numbers.ts'

it.each([
  ['+44 20 7946 0123', '+12125550100', '+442079460123'],
  ['020 7946 0123', '+442079460100', '+442079460123'],
  ['(0207) 946-0123', '+442079460100', '+442079460123'],
  ['0044 20 7946 0123', '+442079460100', '+442079460123'],
  ['212 555 0123', '+12125550100', '+12125550123'],
  ['030 901820', '+4930901820', '+4930901820'],
  ['abc', '+442079460100', undefined],
  ['', '+442079460100', undefined],
  ['12', '+442079460100', undefined],
])('"%s" dialled where %s is: %s', (typed, where, e164) => {
  expect(dialled(typed, where)).toBe(e164)
})

it.each([
  ['+442079460148 did not answer within 20 s.', '+44 20 7946 0148 did not answer within 20 s.'],
  ['Maya, +447700900123, +442079460148.', 'Maya, +44 7700 900123, +44 20 7946 0148.'],
  ['+442079460100 (Alder) opens', '+44 20 7946 0100 (Alder) opens'],
  ['It goes to sip:+442079460148@carrier.example.', undefined],
  ['Call tel:+442079460148, please.', undefined],
  ['call-+442079460148-7', undefined],
  ['user+442079460148@example.org', undefined],
  ['+442079460148@carrier.example', undefined],
  ['of 442079460148', undefined],
  ['+44', undefined],
])('numbers within "%s"', (text, expected = text) => {
  expect(withNumbersPrinted(text).replaceAll('\u00a0', ' ')).toBe(expected)
  // What is copied can be dialled.
  for (const [found] of expected.matchAll(/\+44 [\d ]*\d/g))
    expect(text).toContain(dialled(found.replaceAll(' ', '\u00a0'), '+442079460100'))
})
