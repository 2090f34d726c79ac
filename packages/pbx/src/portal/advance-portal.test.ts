/** The voice portal, edge by edge (C10, M12). */
import { describe, expect, it } from 'vitest'
import type { Utterance } from '../speech/utterance.ts'
import { advancePortal } from './advance-portal.ts'
import { newPortal, type Portal, type PortalMessage, type PortalPlan } from './portal.ts'
import type { PortalCommand } from './portal-command.ts'
import type { PortalEvent } from './portal-event.ts'

const now = Date.parse('2026-11-28T12:00:00Z')
const plan: PortalPlan = { language: 'en-GB', zone: 'Europe/London', mayChoose: true }
const opened = { id: 'box', e164: '+442079460100', extension: '2741', language: 'en-GB' }
const message = (id: string, state: 'new' | 'saved', callerNumber?: string): PortalMessage => ({
  id,
  callerNumber,
  receivedAt: now - 3_600_000,
  state,
  before: state,
})
const threeMessages = [message('m1', 'new', '+442079460990'), message('m2', 'new'), message('m3', 'saved')]

type Happening = PortalEvent extends infer E ? (E extends PortalEvent ? Omit<E, 'at'> : never) : never

/** A visit: what happened, and what the visitor was told. */
class Visit {
  session: Portal
  /** Commands of the last event, in short. */
  orders: string[] = []
  /** The last commands themselves. */
  commands: readonly PortalCommand[] = []

  constructor(of: Partial<PortalPlan> = {}) {
    this.session = newPortal({ ...plan, ...of })
    this.happens({ type: 'entered' })
  }

  get place(): string {
    return this.session.place.at
  }

  happens(event: Happening): this {
    const turn = advancePortal(this.session, { ...event, at: now } as PortalEvent)
    this.session = turn.session
    this.commands = turn.commands
    this.orders = turn.commands.map(inShort)
    return this
  }

  press(keys: string): this {
    for (const digit of keys) this.happens({ type: 'digit', digit })
    return this
  }

  heard(failed = false): this {
    return this.happens({ type: 'played', failed })
  }

  silence(): this {
    return this.happens({ type: 'timedOut' })
  }

  judged(outcome: 'opened' | 'must-change' | 'refused'): this {
    return this.happens(
      outcome === 'refused'
        ? { type: 'pinJudged', outcome }
        : { type: 'pinJudged', outcome, mailbox: opened },
    )
  }

  /** In the main menu, with these messages. */
  static inside(messages = threeMessages, of: Partial<PortalPlan> = {}): Visit {
    return new Visit(of)
      .press('2741#')
      .press('482935#')
      .judged('opened')
      .happens({ type: 'messagesLoaded', messages })
  }
}

function inShort(command: PortalCommand): string {
  switch (command.do) {
    case 'say':
      return `say ${command.what.map(name).join(' ')}`
    case 'playMessage':
      return `play ${command.id}`
    case 'skip':
      return `skip ${command.milliseconds}`
    case 'wait':
      return `wait ${command.seconds}`
    case 'markMessage':
      return `${command.id} is ${command.state}`
    case 'leave':
      return `leave: ${command.reason}`
    default:
      return command.do
  }
}

const name = (what: Utterance) => ('prompt' in what ? what.prompt : what.digits)
const menu = 'menu-messages menu-greetings menu-pin menu-finish'
const envelope1 = 'new-message received today at number-11 am from 442079460990'
const envelope2 = 'new-message received today at number-11 am from-withheld'
const envelope3 = 'saved-message received today at number-11 am from-withheld'

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

describe('messages', () => {
  const announced = () => Visit.inside().press('1')
  const listening = () => announced().heard()
  const deciding = () => listening().heard()

  it('announced, played, asked about: who heard it keeps it', () => {
    expect(announced().orders).toEqual([`say ${envelope1}`])
    expect(listening().orders).toEqual(['play m1'])
    expect(deciding().orders).toEqual(['m1 is saved', 'say message-menu'])
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
