/** Greetings made and chosen in a visit to the voice portal: one recording at a time, gone with the visit unless it is kept. */
import type { OpenedMailbox, PortalCommand, PortalEvent, RecordedKind } from '@mainline/pbx'
import type { EngineParts } from '../engine-parts.ts'
import type { MediaEndpoint, StoredAudio } from '../media-port.ts'
import type { NewGreeting } from '../ports.ts'

type Untimed<Event> = Event extends PortalEvent ? Omit<Event, 'at'> : never
/** An event of the visit; the visit knows what time it is. */
export type Happening = Untimed<PortalEvent>

type GreetingCommand = Extract<
  PortalCommand,
  {
    do:
      | 'playGreeting'
      | 'recordGreeting'
      | 'playRecording'
      | 'keepRecording'
      | 'dropRecording'
      | 'chooseGreeting'
  }
>

/** Silence that ends a greeting, seconds: a speaker who takes breath is not cut off. */
const endingSilenceSeconds = 5

/** What it needs of the visit it belongs to. */
export interface GreetingsOptions {
  readonly parts: EngineParts
  readonly media: MediaEndpoint
  /** Plays stored audio; `played` is posted. */
  play(found: Promise<StoredAudio | undefined>): void
  post(event: Happening): void
  /** Continues when storage has answered, or posts that it did not. */
  wait<Answer>(work: Promise<Answer>, then: (answer: Answer) => void): void
}

export class RecordedGreetings {
  readonly #options: GreetingsOptions
  #recorded: { readonly greeting: NewGreeting; seconds: number } | undefined
  #over = false

  constructor(options: GreetingsOptions) {
    this.#options = options
  }

  perform(command: GreetingCommand, opened: OpenedMailbox | undefined): void {
    if (!opened) return
    const { parts, play, post, wait } = this.#options
    const { id } = opened
    switch (command.do) {
      case 'playGreeting':
        play(parts.portal.greetingOf(id, command.kind))
        return
      case 'recordGreeting':
        wait(parts.portal.newGreeting(id), (greeting) => this.#beepAndRecord(greeting, command.maxSeconds))
        return
      case 'playRecording':
        play(Promise.resolve(this.#recorded?.greeting))
        return
      case 'keepRecording':
        this.#keep(id, command.kind)
        return
      case 'dropRecording':
        this.#drop()
        return
      case 'chooseGreeting':
        wait(parts.portal.chooseGreeting(id, command.kind, command.own), (found) =>
          post({ type: 'greetingChosen', found }),
        )
    }
  }

  /** The visit is over: what was not kept goes. */
  drop(): void {
    this.#over = true
    this.#drop()
  }

  #beepAndRecord(greeting: NewGreeting, maxSeconds: number): void {
    if (this.#over) return
    const { media, post, parts } = this.#options
    const recorded = { greeting, seconds: 0 }
    this.#recorded = recorded
    const { reference: _, ...audio } = greeting
    media.record(
      { ...audio, maxSeconds, silenceSeconds: endingSilenceSeconds, stopDigits: '#' },
      ({ reason, seconds, speechSeconds }) => {
        recorded.seconds = seconds
        // Closed after the visit: what was dropped meanwhile lies there again.
        if (this.#over) parts.track(parts.portal.dropGreeting(greeting))
        else if (reason === 'failed') post({ type: 'failed' })
        else post({ type: 'greetingRecorded', speechSeconds })
      },
    )
  }

  #keep(mailboxId: string, kind: RecordedKind): void {
    const recorded = this.#recorded
    if (!recorded) return
    this.#recorded = undefined
    const { parts, post, wait } = this.#options
    const { greeting, seconds } = recorded
    wait(parts.portal.keepGreeting(mailboxId, kind, greeting, seconds), () => post({ type: 'greetingKept' }))
  }

  #drop(): void {
    const recorded = this.#recorded
    this.#recorded = undefined
    const { parts } = this.#options
    if (recorded) parts.track(parts.portal.dropGreeting(recorded.greeting))
  }
}
