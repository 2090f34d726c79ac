/** Messages in the voice portal, edge by edge (C10). */
import { describe, expect, it } from 'vitest'
import {
  envelope1,
  envelope2,
  envelope3,
  menu,
  opened,
  threeMessages,
  Visit,
} from '../../testing/portal-visit.ts'

describe('messages', () => {
  const announced = () => Visit.inside().press('1')
  const listening = () => announced().heard()
  const deciding = () => listening().heard()

  it('announced, played, asked about: who heard it keeps it', () => {
    expect(announced().orders).toEqual([`say ${envelope1}`])
    expect(listening().orders).toEqual(['play m1'])
    expect(deciding().orders).toEqual(['m1 is saved', 'say message-menu'])
  })

  it('what was heard is saved only if it is still new; what is asked for is ordered whatever is known of it', () => {
    expect(deciding().commands[0]).toMatchObject({ do: 'markMessage', from: 'new' })
    expect(deciding().press('2').commands[0]).toEqual({ do: 'markMessage', id: 'm1', state: 'saved' })
  })

  it.each([
    ['1 plays it from the beginning', '1', ['play m1'], 'listening'],
    ['2 saves it, and on to the next', '2', ['m1 is saved', `say message-saved ${envelope2}`], 'announcing'],
    [
      '3 deletes it, and on to the next',
      '3',
      ['m1 is deleted', `say message-deleted ${envelope2}`],
      'announcing',
    ],
    ['4 goes back five seconds', '4', ['skip -5000'], 'listening'],
    ['5 pauses', '5', ['pause', 'wait 60'], 'listening'],
    ['55 goes on', '55', ['resume'], 'listening'],
    ['54 moves in the pause', '54', ['skip -5000', 'wait 60'], 'listening'],
    ['6 goes on five seconds', '6', ['skip 5000'], 'listening'],
    ['7 at the first one', '7', [`say first-message ${envelope1}`], 'announcing'],
    ['97 is the one before', '97', [`say ${envelope1}`], 'announcing'],
    ['8 says when and from whom', '8', [`say ${envelope1}`], 'announcing'],
    ['9 is the next one', '9', [`say ${envelope2}`], 'announcing'],
    ['# too', '##', [`say ${envelope3}`], 'announcing'],
    ['999 is past the last one', '999', [`say no-more-messages ${menu}`], 'main-menu'],
    ['0 explains', '0', ['say more-keys message-menu'], 'deciding'],
    ['* leads back', '*', [`say ${menu}`], 'main-menu'],
  ])('while listening: %s', (_, keys, orders, place) => {
    const visit = listening().press(keys)
    expect(visit.orders).toEqual(orders)
    expect(visit.place).toBe(place)
  })

  it.each([
    ['while it is announced', announced],
    ['when it was played', deciding],
  ])('%s 4, 5 and 6 mean nothing, all others do', (_, come) => {
    for (const key of '456') expect(come().press(key).orders).toEqual(['say not-a-choice message-menu'])
    expect(come().press('1').orders).toEqual(['play m1'])
    expect(come().press('9').orders).toEqual([`say ${envelope2}`])
  })

  it('deleted ones can be restored until the visit ends, to what they were', () => {
    const visit = listening().press('3').press('7')
    expect(visit.orders).toEqual([`say ${envelope1.replace('new', 'deleted')}`])
    expect(visit.heard().heard().orders).toEqual(['say deleted-menu'])
    expect(visit.press('3').orders).toEqual(['m1 is new', 'say message-restored message-menu'])
    expect(visit.press('2').orders[0]).toBe('m1 is saved')
    expect(visit.press('73').orders[0]).toBe('m1 is deleted')
    expect(visit.press('73').orders[0]).toBe('m1 is saved')
  })

  it('one that cannot be played is apologised for, and never met in a loop', () => {
    const visit = listening()
    expect(visit.heard(true).orders).toEqual([`say message-unplayable ${envelope2}`])
    expect(visit.heard().orders).toEqual(['play m2'])
    expect(visit.heard(true).orders).toEqual([`say message-unplayable ${envelope3}`])
    visit.heard()
    expect(visit.heard(true).orders).toEqual([`say message-unplayable no-more-messages ${menu}`])
    expect(visit.heard().orders).toEqual(['wait 6'])
  })

  it('a pause that nobody ends goes on by itself', () => {
    const visit = listening().press('5')
    expect(visit.silence().orders).toEqual(['resume'])
    expect(visit.silence().orders).toEqual([])
    expect(visit.heard().place).toBe('deciding')
  })

  it('are announced in the language of the mailbox', () => {
    const visit = new Visit({ language: 'en-GB', zone: 'Europe/Berlin' }).press('2741#482935#')
    visit.happens({ type: 'pinJudged', outcome: 'opened', mailbox: { ...opened, language: 'de-DE' } })
    visit.happens({ type: 'messagesLoaded', messages: threeMessages }).press('1')
    expect(visit.commands[0]).toMatchObject({ language: 'de-DE' })
    expect(visit.orders[0]).toContain('today at hour-12')
  })
})
