import { expect, it } from 'vitest'
import { pathInWords, pictureOf } from './picture.ts'

it('draws when each phone rang and who talked', () => {
  const call = {
    caller: '+442079460990',
    called: '+442079460200',
    seconds: 4,
    sentence: '',
    path: [],
    legs: [
      { name: 'Maya', from: 0, ringing: 1, answered: 2, to: 4, outcome: 'answered' },
      { name: 'Tom', from: 0, ringing: 0, answered: undefined, to: 2, outcome: 'lost-race' },
      { name: 'Ines', from: 0, ringing: undefined, answered: undefined, to: 0, outcome: 'busy' },
    ],
  }
  expect(pictureOf(call)).toEqual([
    '+442079460990 ──▶ +442079460200   4.0 s',
    `  Maya    ${'░'.repeat(10)}${'▒'.repeat(10)}${'█'.repeat(20)} answered`,
    `  Tom     ${'▒'.repeat(20)}${'·'.repeat(20)} lost-race`,
    `  Ines    ${'·'.repeat(40)} busy`,
    `          0 s${' '.repeat(32)}4.0 s`,
  ])
})

it('tells a step with its times, its outcome and the reason', () => {
  const line = {
    from: 0,
    to: 5.04,
    step: 'hunt-group',
    target: 'Maya, Tom',
    outcome: 'no-answer',
    reason: 'Nobody answered within 5 s.',
  }
  expect(pathInWords(line)).toBe('   0.0–5.0 s  hunt-group  no-answer  Nobody answered within 5 s.')
})
