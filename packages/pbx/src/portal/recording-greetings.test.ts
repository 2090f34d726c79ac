/** Greetings in the voice portal, edge by edge (C10, M13). */
import { describe, expect, it } from 'vitest'
import { menu, Visit } from '../../testing/portal-visit.ts'

describe('greetings', () => {
  const about = (keys: string) => Visit.inside([]).press(keys)
  const recording = () => about('212').heard()
  const reviewing = () => recording().happens({ type: 'greetingRecorded', speechSeconds: 4 })

  it.each([
    ['2', ['say greetings-menu'], 'greetings-menu'],
    ['21', ['say greeting-menu'], 'greeting'],
    ['22', ['say greeting-menu'], 'greeting'],
    ['27', ['say not-a-choice greetings-menu'], 'greetings-menu'],
    ['2*', [`say ${menu}`], 'main-menu'],
    ['211', ['playGreeting'], 'hearing-greeting'],
    ['211*', ['say greetings-menu'], 'greetings-menu'],
    ['212', ['say record-greeting'], 'recording-greeting'],
    ['2125', ['recordGreeting'], 'recording-greeting'],
    ['213', ['hush', 'chooseGreeting'], 'choosing-greeting'],
    ['214', ['hush', 'chooseGreeting'], 'choosing-greeting'],
    ['219', ['say not-a-choice greeting-menu'], 'greeting'],
    ['21*', ['say greetings-menu'], 'greetings-menu'],
  ])('%s', (keys, orders, place) => {
    const visit = about(keys)
    expect(visit.orders).toEqual(orders)
    expect(visit.place).toBe(place)
  })

  it('the one in use is heard; without one of one’s own it is the standard one', () => {
    expect(about('221').commands[0]).toMatchObject({ kind: 'out-of-hours' })
    expect(about('211').heard().orders).toEqual(['say greeting-menu'])
    expect(about('211').heard(true).orders).toEqual(['say greeting-standard greeting-menu'])
  })

  it('recorded, heard, kept', () => {
    const visit = recording()
    expect(visit.orders).toEqual(['recordGreeting'])
    expect(visit.press('5').orders).toEqual([])
    expect(visit.silence().orders).toEqual([])
    visit.happens({ type: 'greetingRecorded', speechSeconds: 4 })
    expect(visit.orders).toEqual(['say greeting-review'])
    expect(visit.press('2').orders).toEqual(['playRecording'])
    expect(visit.heard().orders).toEqual(['wait 6'])
    expect(visit.press('1').commands[1]).toEqual({ do: 'keepRecording', kind: 'no-answer' })
    expect(visit.happens({ type: 'greetingKept' }).orders).toEqual(['say greeting-own greetings-menu'])
  })

  it.each([
    ['again', '3', ['dropRecording', 'recordGreeting']],
    ['thrown away', '*', ['dropRecording', 'say greeting-discarded greeting-menu']],
    ['neither', '7', ['say not-a-choice greeting-review']],
  ])('recorded, then %s', (_, key, orders) => expect(reviewing().press(key).orders).toEqual(orders))

  it('who says nothing has recorded nothing', () => {
    const visit = recording().happens({ type: 'greetingRecorded', speechSeconds: 0.5 })
    expect(visit.orders).toEqual(['dropRecording', 'say greeting-too-short greeting-menu'])
  })

  it.each([
    ['213', true, 'greeting-standard'],
    ['214', true, 'greeting-own'],
    ['214', false, 'greeting-missing'],
  ])('%s, found: %s', (keys, found, words) => {
    const visit = about(keys).happens({ type: 'greetingChosen', found })
    expect(visit.orders).toEqual([`say ${words} greeting-menu`])
  })

  it.each(['213', '2125'])('%s -- failed --> an apology', (keys) => {
    expect(about(keys).happens({ type: 'failed' }).orders).toEqual(['say portal-unavailable goodbye'])
  })

  it('a review that nobody answers ends politely', () => {
    const visit = reviewing().heard().silence().heard().silence().heard().silence()
    expect(visit.orders).toEqual(['say goodbye'])
  })
})
