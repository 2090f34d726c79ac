/** What a caller hears of us: the mailbox's greeting (C9), a spoken notice (C14). `playEnded` follows. */
import type { Mailbox, Notice } from '@mainline/pbx'
import type { LiveCall } from '../live-call.ts'
import type { Playable } from '../ports.ts'
import type { Performer } from './command-of.ts'

export const playGreeting: Performer<'playGreeting'> = (call, { mailbox, language }) =>
  play(call, greetingOf(call, mailbox, language))

export const playNotice: Performer<'playNotice'> = (call, { notice, language }) =>
  play(call, [{ prompt: noticePrompts[notice], language }])

const noticePrompts: Readonly<Record<Notice, string>> = {
  closed: 'closed',
  'nobody-available': 'call-cannot-be-completed',
  'not-in-use': 'number-not-in-use',
  'mailbox-full': 'mailbox-full',
  'try-later': 'try-later',
}

/** The own recording, or "You have reached …" with the number's last digits spoken one by one. */
function greetingOf(call: LiveCall, mailbox: Mailbox, language: string): readonly Playable[] {
  if (mailbox.greeting !== undefined) return [{ file: mailbox.greeting }]
  return [
    { prompt: 'you-have-reached', language },
    { digits: call.state.plan.number.e164.slice(1), language },
    { prompt: 'leave-message-after-tone', language },
  ]
}

function play(call: LiveCall, what: readonly Playable[]): void {
  call.callerMedia?.play(what, () => call.post({ type: 'playEnded', at: call.now() }))
}
