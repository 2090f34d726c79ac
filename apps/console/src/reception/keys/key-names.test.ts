import { describe, expect, it } from 'vitest'
import { type DeskKeyMap, isTakeable, keyName, printedKey, usedTwice } from './key-names.ts'

const bare = { code: '', altKey: false, shiftKey: false, ctrlKey: false, metaKey: false }

describe('the name of a key', () => {
  it.each([
    ['a function key', { key: 'F2' }, 'F2'],
    ['with Shift', { key: 'F4', shiftKey: true }, 'Shift F4'],
    ['a letter, whatever its case', { key: 'V', shiftKey: true }, 'v'],
    ['a sign that needs Shift', { key: '?', shiftKey: true }, '?'],
    ['Alt, where that types another character', { key: '√', code: 'KeyV', altKey: true }, 'Alt v'],
    ['Alt F4 closes windows', { key: 'F4', altKey: true }, undefined],
    ['Ctrl is the browser’s', { key: 'f', ctrlKey: true }, undefined],
    ['an arrow', { key: 'ArrowDown' }, 'ArrowDown'],
  ])('%s', (_, pressed, name) => {
    expect(keyName({ ...bare, ...pressed })).toBe(name)
  })
})

it.each(['F1', 'F5', 'F12', 'Tab', 'Enter', 'Escape', ' ', '3', 'Shift', 'Alt F2', 'Shift v'])(
  'the desk may not take "%s"',
  (name) => {
    expect(isTakeable(name)).toBe(false)
  },
)

it.each(['F2', 'F13', 'Shift F24', 'v', 'ö', 'ж', '/', '0', 'Alt v', 'ArrowLeft'])(
  'the desk may take "%s"',
  (name) => {
    expect(isTakeable(name)).toBe(true)
  },
)

it('is printed as keyboards show it', () => {
  expect(['F2', 'Shift F4', 'v', 'Alt v', 'ArrowUp', '?', '1-9'].map(printedKey)).toEqual([
    'F2',
    '⇧ F4',
    'V',
    'Alt V',
    '↑',
    '?',
    '1 … 9',
  ])
})

it('finds what one key does twice; those that are off do nothing', () => {
  const keys = { answer: 'F2', hold: 'F2', mute: null, message: null, ask: 'F8' } as unknown as DeskKeyMap
  expect([...usedTwice(keys)]).toEqual(['answer', 'hold'])
})
