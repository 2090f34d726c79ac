/**
 * What callers hear of a mailbox for which nothing was recorded: "You have reached Alder and Finch. …" (C9), spoken once for a
 * name and a language by whatever speaks typed greetings. Kept below the recordings, encrypted like them.
 */
import { createHash } from 'node:crypto'
import { access } from 'node:fs/promises'
import type { EngineLog, GreetingOfName, StoredAudio } from '@mainline/engine'
import type { AudioStore } from '../audio/audio-store.ts'
import { convertAudio } from '../audio/convert-audio.ts'
import { oneLine } from '../mail/letter.ts'
import type { Speech } from '../speech/speech.ts'

/** What could not be spoken is tried again with the first call after this, ms. */
const AGAIN_MS = 3_600_000
const LONGEST_NAME = 100

/** In the languages that there are prompts in. */
const words: Readonly<Record<string, (name: string) => string>> = {
  de: (name) => `Sie haben ${name} erreicht. Bitte hinterlassen Sie nach dem Ton eine Nachricht.`,
  en: (name) => `You have reached ${name}. Please leave a message after the tone.`,
}

export interface GreetingsByNameNeeds {
  readonly audio: AudioStore
  readonly speech: Speech
  readonly log: EngineLog
  /** Milliseconds, of any clock. */
  readonly now: () => number
}

export class GreetingsByName {
  readonly #needs: GreetingsByNameNeeds
  /** Which were asked for, and when they may be again. */
  readonly #asked = new Map<string, number>()
  /** One after the other: a first call to each of many numbers shall not take the machine. */
  #speaking: Promise<void> = Promise.resolve()

  constructor(needs: GreetingsByNameNeeds) {
    this.#needs = needs
  }

  /** @returns undefined when it was not spoken yet: the next caller hears it, where anything speaks at all */
  async find(greeting: GreetingOfName): Promise<StoredAudio | undefined> {
    const text = textOf(greeting)
    if (text === undefined) return undefined
    const path = `names/${greeting.mailboxId}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.audio`
    const stored = await this.#needs.audio.locate(greeting.organizationId, path)
    if (await isThere(stored.file)) return stored
    this.#ask(greeting, path, text)
    return undefined
  }

  /** Resolves when all that was asked for was spoken, or could not be. */
  async settled(): Promise<void> {
    await this.#speaking
  }

  #ask(greeting: GreetingOfName, path: string, text: string): void {
    const { now, log } = this.#needs
    if ((this.#asked.get(path) ?? 0) > now()) return
    this.#asked.set(path, now() + AGAIN_MS)
    this.#speaking = this.#speaking.then(() =>
      this.#speak(greeting, path, text).catch((error: unknown) =>
        log.warn({ error, mailboxId: greeting.mailboxId }, 'a greeting by name could not be spoken'),
      ),
    )
  }

  async #speak({ organizationId, language }: GreetingOfName, path: string, text: string): Promise<void> {
    const { speech, audio } = this.#needs
    if (!(await speech.on())) return
    const file = await speech.speak(text, language)
    if ('fault' in file) throw new Error(file.words)
    const converted = await convertAudio(file)
    if ('fault' in converted) throw new Error(converted.words)
    await audio.write(organizationId, path, converted.samples)
  }
}

/** Where nobody has a name, the digits of the number are spoken one by one. */
function textOf({ name, language }: GreetingOfName): string | undefined {
  if (!/\p{L}/u.test(name)) return undefined
  return words[language.split('-')[0] ?? '']?.(oneLine(name, LONGEST_NAME))
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )
