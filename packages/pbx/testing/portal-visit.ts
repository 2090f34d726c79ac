/** A visit to the voice portal: what happened, and what the visitor was told, in short (C10). */
import { advancePortal } from '../src/portal/advance-portal.ts'
import { newPortal, type Portal, type PortalMessage, type PortalPlan } from '../src/portal/portal.ts'
import type { PortalCommand } from '../src/portal/portal-command.ts'
import type { PortalEvent } from '../src/portal/portal-event.ts'
import type { Utterance } from '../src/speech/utterance.ts'

export const now = Date.parse('2026-11-28T12:00:00Z')
export const plan: PortalPlan = { language: 'en-GB', zone: 'Europe/London', mayChoose: true }
export const opened = { id: 'box', e164: '+442079460100', extension: '2741', language: 'en-GB' }
export const message = (id: string, state: 'new' | 'saved', callerNumber?: string): PortalMessage => ({
  id,
  callerNumber,
  receivedAt: now - 3_600_000,
  state,
  before: state,
})
export const threeMessages = [
  message('m1', 'new', '+442079460990'),
  message('m2', 'new'),
  message('m3', 'saved'),
]

type Happening = PortalEvent extends infer E ? (E extends PortalEvent ? Omit<E, 'at'> : never) : never

/** A visit: what happened, and what the visitor was told. */
export class Visit {
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
export const menu = 'menu-messages menu-greetings menu-pin menu-finish'
export const envelope1 = 'new-message received today at number-11 am from 442079460990'
export const envelope2 = 'new-message received today at number-11 am from-withheld'
export const envelope3 = 'saved-message received today at number-11 am from-withheld'
