/** The voice portal, edge by edge: the way in, silence, PINs, the menu, storage that is away (C10, M12). */
import { describe, expect, it } from 'vitest'
import { menu, message, threeMessages, Visit } from '../../testing/portal-visit.ts'

describe('the way in', () => {
  it('asks for mailbox and PIN, and every prompt is cut by a key', () => {
    const visit = new Visit()
    expect(visit.orders).toEqual(['say portal-welcome enter-mailbox'])
    expect(visit.press('2').orders).toEqual(['hush', 'wait 5'])
    expect(visit.press('741#').orders).toEqual(['say enter-pin'])
    expect(visit.press('4').orders).toEqual(['hush', 'wait 5'])
    expect(visit.press('82935#').orders).toEqual(['hush', 'tryPin'])
    const [, tryPin] = visit.commands
    expect(tryPin).toMatchObject({ mailbox: { typed: '2741' } })
    expect(tryPin?.do === 'tryPin' && tryPin.pin.reveal()).toBe('482935')
    expect(visit.judged('opened').orders).toEqual(['loadMessages'])
    visit.happens({ type: 'messagesLoaded', messages: threeMessages })
    expect(visit.orders).toEqual([`say you-have number-2 new-messages and one-saved-message ${menu}`])
  })

  it('from a greeting only the PIN is asked for, and no other mailbox can be', () => {
    const visit = new Visit({ mailbox: { id: 'box' }, mayChoose: false })
    expect(visit.orders).toEqual(['say portal-welcome enter-pin'])
    expect(visit.press('*').orders).toEqual(['say enter-pin'])
    expect(visit.press('1*').orders).toEqual(['say enter-pin'])
    expect(visit.press('482935#').commands.at(-1)).toMatchObject({ mailbox: { id: 'box' } })
    expect(visit.judged('refused').orders).toEqual(['say not-accepted enter-pin'])
  })

  it.each([
    ['#', (visit: Visit) => visit.press('#')],
    ['silence', (visit: Visit) => visit.heard().silence()],
  ])('from a greeting, %s before any digit --> the tone: who knows no PIN is a caller (C9)', (_, nothing) => {
    const visit = nothing(new Visit({ mailbox: { id: 'box' }, mayChoose: false }))
    expect(visit.orders).toEqual(['say leave-message-after-tone'])
    expect(visit.press('1#').orders).toEqual([])
    expect(visit.heard().orders).toEqual(['leave: to-tone'])
  })

  it('from the own phone another mailbox can be asked for', () => {
    const visit = new Visit({ mailbox: { id: 'own' } })
    expect(visit.orders).toEqual(['say portal-welcome enter-pin other-mailbox'])
    expect(visit.press('*').orders).toEqual(['say enter-mailbox'])
    expect(visit.press('2741#482935#').commands.at(-1)).toMatchObject({ mailbox: { typed: '2741' } })
    expect(visit.judged('refused').orders).toEqual(['say not-accepted enter-mailbox'])
  })

  it('what was typed counts when no further key comes', () => {
    const visit = new Visit().press('2741').silence()
    expect(visit.place).toBe('pin')
    expect(visit.press('482935').silence().orders).toEqual(['hush', 'tryPin'])
  })

  it.each([
    ['mailbox -- # --> asked again', '#', 'mailbox', 'say enter-mailbox'],
    ['mailbox -- * --> asked again', '27*', 'mailbox', 'say enter-mailbox'],
    ['pin -- # --> asked again', '2741##', 'pin', 'say enter-pin'],
    ['pin -- * after a digit --> asked again', '2741#48*', 'pin', 'say enter-pin'],
    ['pin -- * --> another mailbox', '2741#*', 'mailbox', 'say enter-mailbox'],
    ['judging -- any key --> nothing', '2741#482935#5', 'judging', undefined],
    ['any place -- A --> nothing', 'A', 'mailbox', undefined],
  ])('%s', (_, keys, place, order) => {
    const visit = new Visit().press(keys)
    expect(visit.place).toBe(place)
    expect(visit.orders[0]).toBe(order)
  })

  it('a wrong mailbox, a wrong PIN and a locked one sound the same; the third ends the visit', () => {
    const visit = new Visit().press('2741#482936#').judged('refused')
    expect(visit.orders).toEqual(['say not-accepted enter-mailbox'])
    visit.press('2741#482936#').judged('refused').press('2741#482936#').judged('refused')
    expect(visit.orders).toEqual(['say not-accepted goodbye'])
    expect(visit.press('2').orders).toEqual([])
    expect(visit.heard().orders).toEqual(['leave: refused'])
    expect(visit.heard().orders).toEqual([])
  })

  it('entries do not grow without end', () => {
    const visit = new Visit().press('1'.repeat(500)).press('#').press('2'.repeat(500)).press('#')
    const tryPin = visit.commands.at(-1)
    expect(tryPin).toMatchObject({ mailbox: { typed: '1'.repeat(20) } })
    expect(tryPin?.do === 'tryPin' && tryPin.pin.length).toBe(20)
  })

  it('nothing that is printed of a visit shows a digit of the PIN (M12)', () => {
    const visit = new Visit().press('2741#48')
    expect(JSON.stringify(visit.session)).not.toContain('48"')
    visit.press('2935#')
    expect(JSON.stringify([visit.session, visit.commands])).not.toContain('482935')
    expect(String(visit.commands[1]?.do === 'tryPin' && visit.commands[1].pin)).toBe('•••')
  })
})

describe('silence', () => {
  it.each([
    ['mailbox', () => new Visit().heard(), 'say enter-mailbox'],
    ['pin', () => new Visit().press('2741#').heard(), 'say enter-pin'],
    ['main menu', () => Visit.inside().heard(), `say ${menu}`],
    ['after a message', () => Visit.inside().press('1').heard().heard().heard(), 'say message-menu'],
  ])('%s: the question is said twice again, then good-bye', (_, come, question) => {
    const visit = come()
    expect(visit.orders).toEqual(['wait 6'])
    for (const _again of [1, 2]) {
      expect(visit.silence().orders).toEqual([question])
      expect(visit.heard().orders).toEqual(['wait 6'])
    }
    expect(visit.silence().orders).toEqual(['say goodbye'])
    expect(visit.heard().orders).toEqual(['leave: no-input'])
  })

  it('a key begins the count anew', () => {
    const visit = new Visit().heard().silence().silence().press('1').press('*').heard().silence().silence()
    expect(visit.orders).toEqual(['say enter-mailbox'])
  })
})

describe('a PIN of one’s own (M12)', () => {
  const afterDefault = () => new Visit().press('2741#').press('913027#').judged('must-change')

  it('the Default PIN leads nowhere but to a new one', () => {
    const visit = afterDefault()
    expect(visit.orders).toEqual(['say choose-pin'])
    expect(visit.press('*').orders).toEqual(['say choose-pin'])
    expect(visit.press('482935#').orders).toEqual(['say repeat-pin'])
    expect(visit.press('482935#').orders).toEqual(['hush', 'setPin'])
    expect(visit.happens({ type: 'pinSet' }).orders).toEqual(['loadMessages'])
  })

  it.each([
    ['too short', '48293', 'pin-length'],
    ['too long', '4829351860379', 'pin-length'],
    ['a run', '123456', 'pin-run'],
    ['a repeat', '777777', 'pin-repeat'],
    ['a piece of the number', '820794', 'pin-number'],
    ['the extension', '527418', 'pin-number'],
  ])('%s is refused before it is asked for again', (_, pin, words) => {
    expect(afterDefault().press(`${pin}#`).orders).toEqual([`say ${words} choose-pin`])
  })

  it('two different entries begin anew; a used one is refused by whoever knows', () => {
    const visit = afterDefault().press('482935#482936#')
    expect(visit.orders).toEqual(['say pins-differ choose-pin'])
    visit.press('482935#482935#').happens({ type: 'pinSet', refusal: 'pin-used' })
    expect(visit.orders).toEqual(['say pin-used choose-pin'])
    expect(visit.press('482935#*').orders).toEqual(['say choose-pin'])
  })

  it('is changed from the main menu, or not after all', () => {
    expect(Visit.inside().press('3*').place).toBe('main-menu')
    const visit = Visit.inside().press('3').press('59#*')
    expect(visit.place).toBe('main-menu')
    visit.press('3582935#582935#')
    expect(visit.happens({ type: 'pinSet' }).orders).toEqual([`say pin-changed ${menu}`])
  })

  it('an entry that stops counts as it is', () => {
    expect(afterDefault().press('482935').silence().orders).toEqual(['say repeat-pin'])
  })
})

describe('the main menu', () => {
  it.each([
    ['nothing', [], 'no-messages'],
    ['one new', [message('a', 'new')], 'you-have one-new-message'],
    ['one saved', [message('a', 'saved')], 'you-have one-saved-message'],
    [
      'two hundred and one saved',
      Array.from({ length: 201 }, (_, at) => message(`${at}`, 'saved')),
      'you-have hundreds-2 and number-1 saved-messages',
    ],
  ])('%s', (_, messages, words) => {
    expect(Visit.inside(messages).orders).toEqual([`say ${words} ${menu}`])
  })

  it.each([
    ['1, without a message', '1', `say no-messages ${menu}`],
    ['3', '3', 'say choose-pin'],
    ['0', '0', `say no-messages ${menu}`],
    ['*', '*', 'say goodbye'],
    ['#', '#', 'say goodbye'],
    ['7', '7', `say not-a-choice ${menu}`],
  ])('%s', (_, key, order) => expect(Visit.inside([]).press(key).orders).toEqual([order]))

  it('good-bye is heard before we hang up', () => {
    expect(Visit.inside().press('*').heard().orders).toEqual(['leave: done'])
  })
})

describe('storage that is away', () => {
  it.each([
    ['judging', () => new Visit().press('2741#482935#')],
    ['loading', () => new Visit().press('2741#482935#').judged('opened')],
    ['setting a PIN', () => Visit.inside().press('3582935#582935#')],
  ])('%s -- failed --> an apology', (_, come) => {
    const visit = come().happens({ type: 'failed' })
    expect(visit.orders).toEqual(['say portal-unavailable goodbye'])
    expect(visit.heard().orders).toEqual(['leave: failed'])
  })

  it('what comes too late changes nothing', () => {
    const visit = Visit.inside()
    for (const event of [
      { type: 'failed' },
      { type: 'pinSet' },
      { type: 'pinJudged', outcome: 'refused' },
      { type: 'messagesLoaded', messages: [] },
    ] as const) {
      expect(visit.happens(event).orders).toEqual([])
      expect(visit.session.messages).toHaveLength(3)
    }
  })
})
