/** How a caller comes to the mailbox (C9): answered, greeted, and to the tone. What becomes of that is `voicemail.ts`. */
import { endingSilenceSeconds, greetingAt, longestMessageSeconds, type Mailbox } from '../../voicemail-box.ts'
import type { CallCommand } from '../call-command.ts'
import { notePath, type Turn } from '../turn.ts'

/** Answers the caller for the mailbox; `no-mailbox` when the number has none. */
export function enterVoicemail(turn: Turn): 'handled' | 'no-mailbox' {
  const { mailbox } = turn.call.plan.number
  if (mailbox === undefined) {
    notePath(turn, {
      step: 'voicemail',
      target: '',
      outcome: 'skipped',
      reason: 'The number has no mailbox.',
    })
    return 'no-mailbox'
  }
  if (turn.call.answeredAt !== undefined) greet(turn)
  else {
    turn.call.state = 'answering'
    turn.commands.push({ do: 'answerCaller', for: 'voicemail' })
  }
  return 'handled'
}

/** The greeting that holds now; the tone follows. */
export function greet(turn: Turn): void {
  turn.call.state = 'greeting'
  turn.commands.push(playGreeting(turn))
}

function playGreeting({ call, at }: Turn): CallCommand {
  const { number, ruling } = call.plan
  const { mailbox, language } = number
  const greeting = greetingAt(mailbox?.greetings ?? [], { open: ruling.open, at, language })
  return { do: 'playGreeting', greeting: greeting?.file, language }
}

/** The tone, and what is said after it. */
export function record(turn: Turn): 'handled' {
  turn.call.state = 'recording'
  turn.commands.push({
    do: 'recordMessage',
    mailbox: mailboxOf(turn),
    maxSeconds: longestMessageSeconds,
    silenceSeconds: endingSilenceSeconds,
  })
  return 'handled'
}

/** Voicemail states are entered only with a mailbox. */
export function mailboxOf(turn: Turn): Mailbox {
  const { mailbox } = turn.call.plan.number
  if (mailbox === undefined) throw new Error('voicemail without a mailbox')
  return mailbox
}
