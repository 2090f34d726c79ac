/** What a caller hears of us: the mailbox's greeting (C9), a spoken notice (C14). `playEnded` follows. */
import type { Notice } from '@mainline/pbx'
import type { LiveCall } from '../live-call.ts'
import type { Playable } from '../media-port.ts'
import type { Performer } from './command-of.ts'

export const playGreeting: Performer<'playGreeting'> = (call, { greeting, language }) => {
  hearKeys(call)
  watchRoom(call)
  const byNumber = spokenNumber(call, language)
  const { organizationId, mailbox } = call.state.plan.number
  if (organizationId === undefined || mailbox === undefined) return play(call, byNumber)
  const { messages, log } = call.parts
  const found =
    greeting === undefined
      ? messages.sentenceWithName?.({
          sentence: 'you-have-reached',
          organizationId,
          mailboxId: mailbox.id,
          name: mailbox.name,
          language,
        })
      : messages.locate(organizationId, greeting)
  if (found === undefined) return play(call, byNumber)
  // A key may have led elsewhere meanwhile.
  const greet = (what: readonly Playable[]) => call.state.state === 'greeting' && play(call, what)
  const told = found.then(
    (audio) => greet(audio ? [{ ...audio, otherwise: byNumber }] : byNumber),
    (error: unknown) => {
      log.error({ error, callId: call.origin.id }, 'a greeting could not be found')
      greet(byNumber)
    },
  )
  told.catch((error: unknown) => call.wentWrong(error, 'playGreeting'))
}

/** C14: a full mailbox is told of before anybody speaks into it. That it cannot be asked shows when it is written to. */
function watchRoom(call: LiveCall): void {
  const { mailbox } = call.state.plan.number
  if (!mailbox) return
  const { messages, log } = call.parts
  messages.hasRoom(mailbox.id).then(
    (room) => {
      if (room || call.state.state !== 'greeting') return
      log.warn({ mailboxId: mailbox.id, callId: call.origin.id }, 'a mailbox is full')
      call.post({ type: 'mailboxUnavailable', at: call.now(), cause: 'full' })
    },
    () => {},
  )
}

export const playNotice: Performer<'playNotice'> = (call, { notice, language }) => {
  hearKeys(call)
  play(call, [{ prompt: noticePrompts[notice], language }])
}

const hearKeys = (call: LiveCall): void =>
  call.callerMedia?.onDigit((digit) => call.post({ type: 'digitPressed', digit, at: call.now() }))

const noticePrompts: Readonly<Record<Notice, string>> = {
  closed: 'closed',
  'nobody-available': 'call-cannot-be-completed',
  'not-in-use': 'number-not-in-use',
  'mailbox-full': 'mailbox-full',
  'try-later': 'try-later',
  'emergency-not-put-through': 'emergency-not-put-through',
}

/** "You have reached …" with the number's digits, one by one: where the name is not spoken. */
function spokenNumber(call: LiveCall, language: string): readonly Playable[] {
  return [
    { prompt: 'you-have-reached', language },
    { digits: call.state.plan.number.e164.slice(1), language },
    { prompt: 'leave-message-after-tone', language },
  ]
}

function play(call: LiveCall, what: readonly Playable[]): void {
  call.callerMedia?.play(what, () => call.post({ type: 'playEnded', at: call.now() }))
}
