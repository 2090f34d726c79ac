/**
 * What is said with a company's name: "You have reached Alder and Finch. …" of a mailbox for which nothing was recorded (C9), and to
 * a member outside for whom the call is (M10). Spoken once for a name and a language by whatever speaks typed greetings. The first
 * to hear it after a change of the name waits a moment. Kept below the recordings, encrypted like them.
 */
import { createHash } from 'node:crypto'
import { access } from 'node:fs/promises'
import type { EngineLog, SentenceWithName, StoredAudio } from '@mainline/engine'
import type { Clock } from '@mainline/sip'
import type { AudioStore } from '../audio/audio-store.ts'
import { convertAudio } from '../audio/convert-audio.ts'
import { oneLine } from '../mail/letter.ts'
import type { Speech } from '../speech/speech.ts'

/** A caller hears nothing for so long while the name is being spoken, ms; then the number is said. */
const PATIENCE_MS = 3_000
/** What could not be spoken is tried again with the first call after this, ms. */
const AGAIN_MS = 3_600_000
const LONGEST_NAME = 100

/** In the languages that there are prompts in. */
const words: Readonly<
  Record<string, Readonly<Record<SentenceWithName['sentence'], (name: string) => string>>>
> = {
  de: {
    'you-have-reached': (name) =>
      `Sie haben ${name} erreicht. Bitte hinterlassen Sie nach dem Ton eine Nachricht.`,
    'call-for': (name) =>
      `Ein Anruf für ${name}. Um ihn anzunehmen, drücken Sie die Eins. Um ihn abzulehnen, drücken Sie die Zwei.`,
  },
  en: {
    'you-have-reached': (name) => `You have reached ${name}. Please leave a message after the tone.`,
    'call-for': (name) => `A call for ${name}. To take it, press 1. To refuse it, press 2.`,
  },
}

export interface SentencesByNameNeeds {
  readonly audio: AudioStore
  readonly speech: Speech
  readonly log: EngineLog
  readonly clock: Clock
}

/** A name that is being spoken, or could not be. */
interface Asked {
  /** Whether there is audio of it in the end. */
  readonly spoken: Promise<boolean>
  /** It is not asked for again before, ms of the clock. */
  readonly until: number
}

export class SentencesByName {
  readonly #needs: SentencesByNameNeeds
  readonly #asked = new Map<string, Asked>()
  /** One after the other: a first call to each of many numbers shall not take the machine. */
  #speaking: Promise<unknown> = Promise.resolve()

  constructor(needs: SentencesByNameNeeds) {
    this.#needs = needs
  }

  /** @returns undefined when it is not spoken within the patience of a caller: the next one may hear it */
  async find(sentence: SentenceWithName): Promise<StoredAudio | undefined> {
    const text = textOf(sentence)
    if (text === undefined) return undefined
    const path = `names/${sentence.mailboxId}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.audio`
    const stored = await this.#needs.audio.locate(sentence.organizationId, path)
    if (await isThere(stored.file)) return stored
    return (await this.#inTime(this.#ask(sentence, path, text))) ? stored : undefined
  }

  /** Resolves when all that was asked for was spoken, or could not be. */
  async settled(): Promise<void> {
    await this.#speaking
  }

  #ask(sentence: SentenceWithName, path: string, text: string): Promise<boolean> {
    const { clock, log } = this.#needs
    const known = this.#asked.get(path)
    if (known && known.until > clock.now()) return known.spoken
    const spoken = this.#speaking.then(async () => {
      try {
        const isSpoken = await this.#speak(sentence, path, text)
        // From here on its file is found.
        if (isSpoken) this.#asked.delete(path)
        return isSpoken
      } catch (error) {
        log.warn({ error, mailboxId: sentence.mailboxId }, 'a sentence with a name could not be spoken')
        return false
      }
    })
    this.#asked.set(path, { spoken, until: clock.now() + AGAIN_MS })
    this.#speaking = spoken
    return spoken
  }

  /** False, too, when it takes too long. */
  #inTime(spoken: Promise<boolean>): Promise<boolean> {
    const { clock } = this.#needs
    return new Promise((resolve) => {
      const patience = clock.after(PATIENCE_MS, () => resolve(false))
      void spoken.then((isSpoken) => {
        clock.cancel(patience)
        resolve(isSpoken)
      })
    })
  }

  /** @returns whether there is anything that speaks */
  async #speak({ organizationId, language }: SentenceWithName, path: string, text: string): Promise<boolean> {
    const { speech, audio } = this.#needs
    if (!(await speech.on())) return false
    const file = await speech.speak(text, language)
    if ('fault' in file) throw new Error(file.words)
    const converted = await convertAudio(file)
    if ('fault' in converted) throw new Error(converted.words)
    await audio.write(organizationId, path, converted.samples)
    return true
  }
}

/** Where nobody has a name, the digits of the number are spoken one by one. */
function textOf({ sentence, name, language }: SentenceWithName): string | undefined {
  if (!/\p{L}/u.test(name)) return undefined
  return words[language.split('-')[0] ?? '']?.[sentence](oneLine(name, LONGEST_NAME))
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )
