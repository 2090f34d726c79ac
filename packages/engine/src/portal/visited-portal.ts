/**
 * One visit to the voice portal (C10): a serial mailbox of events, the pure core that decides, and media and storage that
 * obey. Digits pass through here and are kept nowhere (M12).
 */
import { advancePortal, newPortal, type Portal, type PortalCommand, type PortalPlan } from '@mainline/pbx'
import { sourceAddress, type Timer } from '@mainline/sip'
import type { CallOrigin, LiveCall } from '../live-call.ts'
import type { MediaEndpoint, Playable, StoredAudio } from '../media-port.ts'
import type { MailboxAsked } from '../ports.ts'
import { type Happening, RecordedGreetings } from './recorded-greetings.ts'

/** A refusal is told no sooner, so that nobody learns from the time it takes; every further one takes twice as long. */
const refusalMs = 1_500

/** Who heard a message, as its people read it: what the carrier knows of a number that was withheld is not theirs (RFC 3325 §9.3). */
const UNKNOWN_CALLER = 'A caller who withheld the number'

export class VisitedPortal {
  readonly #call: LiveCall
  readonly #media: MediaEndpoint
  #session: Portal
  #queue: Happening[] = []
  #busy = false
  #closed = false
  /** Counts what was ordered to play: whatever ends later than the next one began says nothing. */
  #plays = 0
  #timer: Timer | undefined
  readonly #greetings: RecordedGreetings

  constructor(call: LiveCall, media: MediaEndpoint, plan: PortalPlan) {
    this.#call = call
    this.#media = media
    this.#session = newPortal(plan)
    this.#greetings = new RecordedGreetings({
      parts: call.parts,
      media,
      play: (audio) => this.#playStored(audio),
      post: (event) => this.#post(event),
      wait: (work, then) => this.#await(work, then),
    })
    media.onDigit((digit) => this.#post({ type: 'digit', digit }))
    this.#post({ type: 'entered' })
  }

  /** The call is over; nothing is ordered any more. */
  close(): void {
    this.#closed = true
    this.#greetings.drop()
    this.#queue.length = 0
    this.#stopWaiting()
  }

  #post(event: Happening): void {
    if (this.#closed) return
    this.#queue.push(event)
    if (this.#busy) return
    this.#busy = true
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) this.#take(next)
    } catch (error) {
      this.#call.wentWrong(error, 'portal')
    } finally {
      this.#busy = false
    }
  }

  #take(event: Happening): void {
    const { session, commands } = advancePortal(this.#session, { ...event, at: this.#call.now() })
    this.#session = session
    for (const command of commands) this.#perform(command)
  }

  #perform(command: PortalCommand): void {
    switch (command.do) {
      case 'say':
        this.#play(command.what.map((piece) => ({ ...piece, language: command.language })))
        return
      case 'playMessage':
        this.#playMessage(command.id)
        return
      case 'skip':
        this.#media.skip(command.milliseconds)
        return
      case 'pause':
        this.#media.pause()
        return
      case 'resume':
        this.#stopWaiting()
        this.#media.resume()
        return
      case 'hush':
        this.#hush()
        return
      case 'wait':
        this.#stopWaiting()
        this.#timer = this.#call.parts.clock.after(command.seconds * 1000, () =>
          this.#post({ type: 'timedOut' }),
        )
        return
      case 'tryPin':
        this.#tryPin(command)
        return
      case 'setPin':
        this.#setPin(command)
        return
      case 'loadMessages':
        this.#loadMessages()
        return
      case 'markMessage':
        this.#markMessage(command)
        return
      case 'playGreeting':
      case 'recordGreeting':
      case 'playRecording':
      case 'keepRecording':
      case 'dropRecording':
      case 'chooseGreeting':
        this.#greetings.perform(command, this.#session.opened)
        return
      case 'leave':
        this.close()
        this.#call.post({
          type: 'portalEnded',
          at: this.#call.now(),
          toTone: command.reason === 'to-tone',
        })
    }
  }

  #play(what: readonly Playable[]): void {
    this.#stopWaiting()
    const play = ++this.#plays
    this.#media.play(what, (failed) => {
      if (play === this.#plays) this.#post({ type: 'played', failed })
    })
  }

  #hush(): void {
    this.#stopWaiting()
    this.#plays += 1
    this.#media.stopPlaying()
  }

  #playMessage(id: string): void {
    const { origin, parts } = this.#call
    this.#playStored(parts.portal.audioOf(id, origin.identity.number ?? UNKNOWN_CALLER))
  }

  /** Plays what storage finds; nothing found is what cannot be played. */
  #playStored(found: Promise<StoredAudio | undefined>): void {
    this.#hush()
    const play = this.#plays
    this.#await(
      found,
      (audio) => {
        if (play !== this.#plays || this.#closed) return
        if (audio) this.#play([{ ...audio, levelled: true }])
        else this.#post({ type: 'played', failed: true })
      },
      { type: 'played', failed: true },
    )
  }

  #tryPin({ mailbox, pin }: PortalCommand & { do: 'tryPin' }): void {
    const { origin, parts, state } = this.#call
    const { siteId } = state.plan.number
    const asked: MailboxAsked = 'id' in mailbox ? mailbox : { siteId, typed: mailbox.typed }
    const tellAt = parts.clock.now() + refusalMs * 2 ** this.#session.refusals
    this.#await(
      parts.portal.tryPin({
        mailbox: asked,
        pin: pin.reveal(),
        caller: callerOf(origin),
        at: this.#call.now(),
      }),
      (answer) => {
        const tell = () => this.#post({ type: 'pinJudged', ...answer })
        if (answer.outcome !== 'refused') tell()
        else if (!this.#closed) this.#timer = parts.clock.after(Math.max(0, tellAt - parts.clock.now()), tell)
      },
    )
  }

  #setPin({ pin }: PortalCommand & { do: 'setPin' }): void {
    const { opened } = this.#session
    if (!opened) return
    this.#await(this.#call.parts.portal.setPin(opened.id, pin.reveal()), (refusal) =>
      this.#post({ type: 'pinSet', refusal }),
    )
  }

  #loadMessages(): void {
    const { opened } = this.#session
    if (!opened) return
    this.#await(this.#call.parts.portal.messages(opened.id), (messages) =>
      this.#post({ type: 'messagesLoaded', messages }),
    )
  }

  /** A mark that cannot be written is told in the log only: the visitor can do nothing about it. */
  #markMessage({ id, state, from }: PortalCommand & { do: 'markMessage' }): void {
    const { portal, track } = this.#call.parts
    track(portal.markMessage(id, state, from))
  }

  /** Continues when storage has answered; when it cannot, `failed` is posted. */
  #await<Answer>(
    work: Promise<Answer>,
    then: (answer: Answer) => void,
    failed: Happening = { type: 'failed' },
  ): void {
    const { log } = this.#call.parts
    const told = work.then(then, (error: unknown) => {
      log.error({ error, callId: this.#call.origin.id }, 'a mailbox cannot be reached')
      this.#post(failed)
    })
    told.catch((error: unknown) => this.#call.wentWrong(error, 'portal'))
  }

  #stopWaiting(): void {
    if (this.#timer) this.#call.parts.clock.cancel(this.#timer)
    this.#timer = undefined
  }
}

/** To limit who guesses, and for nobody's eyes: a carrier may know, and tell us, who does not want to be shown (RFC 3325 §9.3). */
function callerOf({ identity, trunk, incoming }: CallOrigin): { name: string; many: boolean } {
  const name = identity.number ?? identity.assertedNumber
  if (name !== undefined) return { name, many: false }
  return { name: `withheld at ${trunk?.id ?? 'a phone'} ${sourceAddress(incoming.flow)}`, many: true }
}
