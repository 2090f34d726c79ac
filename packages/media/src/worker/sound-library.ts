/** Opens audio sources: tones at once, files from disk, prompts kept in memory after their first use. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { levelled } from '../audio/level.ts'
import { PcmBuffer, type PcmSource } from '../audio/pcm-source.ts'
import { ToneGenerator, toneOf } from '../audio/tone.ts'
import { readWavAsTelephone } from '../audio/wav.ts'
import type { AudioSource } from '../audio-source.ts'
import { openAudio } from '../sealed-audio.ts'

/** Samples of prompts kept, about 10 minutes; the least recently used go first. */
const keptSamples = 5_000_000

/** Makes a source again from its beginning. */
export type Opener = () => PcmSource

const pause = new Int16Array(1600)
/** A name may not leave the folder of its language. */
const plainName = /^[A-Za-z0-9][\w.-]*$/

/** Where a prompt is looked for next: de-AT, de, en (RFC 4647 §3.4); undefined when English has none either. */
function widerLanguage(language: string): string | undefined {
  const end = language.lastIndexOf('-')
  if (end > 0) return language.slice(0, end)
  return language === 'en' ? undefined : 'en'
}

export class SoundLibrary {
  readonly #folder: string
  readonly #kept = new Map<string, Int16Array>()
  #keptCount = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Everything needed to play these sources; a file that cannot be read counts in `failed` and is left out. */
  async load(
    sources: readonly AudioSource[],
  ): Promise<{ openers: readonly Opener[]; failed: readonly string[] }> {
    const failed: string[] = []
    const openers: Opener[] = []
    for (const source of sources) {
      const samples = this.openAtOnce(source) ?? (await this.#read(source, failed))
      openers.push(...samples)
    }
    return { openers, failed }
  }

  /** The openers of a source that needs no file. */
  openAtOnce(source: AudioSource): Opener[] | undefined {
    const tone = toneOf(source)
    if (tone) return [() => new ToneGenerator(tone)]
    if (source.kind !== 'silence') return undefined
    return [() => new PcmBuffer(new Int16Array(Math.round(source.seconds * 8000)))]
  }

  async #read(source: AudioSource, failed: string[]): Promise<Opener[]> {
    if (source.kind === 'file') return this.#fileOrOtherwise(source, failed)
    if (source.kind === 'prompt')
      return this.#attempt(source.name, failed, () => this.#prompt(source.name, source.language))
    if (source.kind !== 'digits') return []
    const openers: Opener[] = []
    for (const digit of source.digits) {
      if (/\d/.test(digit)) {
        openers.push(
          ...(await this.#attempt(digit, failed, () => this.#prompt(`digit-${digit}`, source.language))),
        )
      } else openers.push(() => new PcmBuffer(pause))
    }
    return openers
  }

  async #fileOrOtherwise(
    { path, key, otherwise, levelled: level }: AudioSource & { kind: 'file' },
    failed: string[],
  ): Promise<Opener[]> {
    const openers = await this.#attempt(path, failed, async () => {
      const samples = await this.#file(path, key)
      return level ? levelled(samples) : samples
    })
    if (openers.length > 0 || !otherwise) return openers
    const instead = await this.load(otherwise)
    failed.push(...instead.failed)
    return [...instead.openers]
  }

  async #attempt(name: string, failed: string[], read: () => Promise<Int16Array>): Promise<Opener[]> {
    try {
      const samples = await read()
      return [() => new PcmBuffer(samples)]
    } catch (error) {
      failed.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
      return []
    }
  }

  async #prompt(name: string, language = 'en'): Promise<Int16Array> {
    if (!plainName.test(name) || !plainName.test(language)) throw new Error('not the name of a prompt')
    const key = `${language}/${name}`
    const kept = this.#kept.get(key)
    if (kept) {
      this.#kept.delete(key)
      this.#kept.set(key, kept)
      return kept
    }
    const samples = await this.#file(join(this.#folder, language, `${name}.wav`)).catch((error) => {
      const wider = widerLanguage(language)
      if (wider === undefined) throw error
      return this.#prompt(name, wider)
    })
    this.#keep(key, samples)
    return samples
  }

  #keep(key: string, samples: Int16Array): void {
    this.#kept.set(key, samples)
    this.#keptCount += samples.length
    for (const [oldest, old] of this.#kept) {
      if (this.#keptCount <= keptSamples) break
      this.#kept.delete(oldest)
      this.#keptCount -= old.length
    }
  }

  async #file(path: string, key?: string): Promise<Int16Array> {
    return readWavAsTelephone(openAudio(await readFile(path), key))
  }
}
