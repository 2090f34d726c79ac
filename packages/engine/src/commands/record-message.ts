/**
 * Taking a message without losing it (C9): the mailbox row is committed before the beep, the recording is on disk
 * while it grows, and only then is it kept or thrown away.
 */
import { rm } from 'node:fs/promises'
import type { LiveCall } from '../live-call.ts'
import type { RecordingResult, StoredAudio } from '../media-port.ts'
import type { CommandOf, Performer } from './command-of.ts'

export const recordMessage: Performer<'recordMessage'> = (call, command) => {
  const { identity, id: callId } = call.origin
  // A key may have cut the greeting short.
  call.callerMedia?.stopPlaying()
  call.parts.messages
    .begin({
      mailboxId: command.mailbox.id,
      callId,
      callerNumber: identity.number ?? null,
      callerName: identity.name ?? null,
      startedAt: call.now(),
    })
    .then(
      (begun) =>
        'unavailable' in begun ? unavailable(call, begun.unavailable) : beepAndRecord(call, command, begun),
      (error: unknown) => {
        call.parts.log.error({ error, callId }, 'the row of a message could not be written')
        unavailable(call, 'storage-error')
      },
    )
    .catch((error: unknown) => {
      call.wentWrong(error, 'recordMessage')
      leftBehind(call, 0)
    })
}

export const stopRecording: Performer<'stopRecording'> = (call) => {
  call.messageUnwanted = true
  if (call.message) call.callerMedia?.stopRecording()
}

export const keepMessage: Performer<'keepMessage'> = (call, { seconds, cutShort }) => {
  const { message } = call
  if (!message) return
  store(call, () => call.parts.messages.finish(message.id, { seconds, cutShort }))
}

/** Too little speech to be a message: the row and its audio go. */
export const discardMessage: Performer<'discardMessage'> = (call) => {
  const { message } = call
  if (!message) return
  store(call, async () => {
    await call.parts.messages.discard(message.id)
    await rm(message.file, { force: true })
  })
}

function beepAndRecord(
  call: LiveCall,
  command: CommandOf<'recordMessage'>,
  message: StoredAudio & { id: string },
): void {
  call.message = message
  const media = call.callerMedia
  if (!media || call.messageUnwanted) {
    ended(call, nothingRecorded)
    return
  }
  const { maxSeconds, silenceSeconds } = command
  media.record(
    { file: message.file, key: message.key, maxSeconds, silenceSeconds, stopDigits: '#' },
    (result) => ended(call, result),
  )
}

const nothingRecorded: RecordingResult = { reason: 'stopped', seconds: 0, speechSeconds: 0 }

const endings = {
  digit: 'hash',
  silence: 'silence',
  limit: 'limit',
  stopped: 'hang-up',
  failed: 'cut',
} as const

function ended(call: LiveCall, { reason, seconds, speechSeconds }: RecordingResult): void {
  if (call.isOver) {
    leftBehind(call, seconds)
    return
  }
  call.post({ type: 'recordingEnded', at: call.now(), reason: endings[reason], seconds, speechSeconds })
}

/** A bug has ended the call, which decides no more: what was said until then is kept, as of a call that we cut off. */
function leftBehind(call: LiveCall, seconds: number): void {
  const { mailbox } = call.state.plan.number
  if (!mailbox) return
  if (seconds > 0) keepMessage(call, { do: 'keepMessage', mailbox, seconds, cutShort: true })
  else discardMessage(call, { do: 'discardMessage', mailbox })
}

function unavailable(call: LiveCall, cause: 'full' | 'storage-error'): void {
  call.post({ type: 'mailboxUnavailable', at: call.now(), cause })
}

/** A message that cannot be closed, for the database is away, is tried again after so many ms; after some minutes of that less often. */
const CLOSE_EVERY_MS = 5_000
const CLOSE_OFTEN = 100
const CLOSE_SELDOM_MS = 60_000

/**
 * A message stays in state "recording", where nobody hears it, until it is closed: as long as this engine lives nobody else does
 * that, so that it is tried until it succeeds. What it has not closed in its life is found by the next start (C9).
 */
function store(call: LiveCall, work: () => Promise<unknown>, attempt = 1): void {
  const { track, clock, log } = call.parts
  const later = (error: unknown) => {
    log.error({ error, callId: call.origin.id, attempt }, 'a message could not be closed yet')
    const wait = attempt < CLOSE_OFTEN ? CLOSE_EVERY_MS : CLOSE_SELDOM_MS
    clock.after(wait, () => store(call, work, attempt + 1))
  }
  track(work().catch(later))
}
