/** Opens audio sources: tones at once, files from disk, prompts kept in memory after their first use. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LevelMeter } from '../audio/level.ts'
import { PcmBuffer, type PcmSource } from '../audio/pcm-source.ts'
import { pcmSamples } from '../audio/resample.ts'
import { ToneGenerator, toneOf } from '../audio/tone.ts'
import { readWavAsTelephone } from '../audio/wav.ts'
import type { AudioSource } from '../audio-source.ts'
import { AudioOpener, isSealed, openAudio } from '../sealed-audio.ts'

/** Samples of prompts kept, about 10 minutes; the least recently used go first. */
const keptSamples = 5_000_000

/** Blocks decrypted at a time: well under a millisecond, for packets are due meanwhile. */
const blocksAtATime = 12

/** Samples, and what to play them with. */
interface Sound {
  readonly samples: Int16Array
  readonly gain?: number
}

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
  /** Samples in {@link #kept}: what is dropped is subtracted, or nothing would be kept any more. */
  #keptCount = 0
  /** Prompts that are being read: whoever wants one meanwhile waits for the same reading. */
  readonly #loading = new Map<string, Promise<Int16Array>>()
  /** Stored audio is prepared one after the other. */
  #preparing: Promise<unknown> = Promise.resolve()

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
      return this.#attempt(source.name, failed, async () => ({
        samples: await this.#prompt(source.name, source.language),
      }))
    if (source.kind !== 'digits') return []
    const openers: Opener[] = []
    for (const digit of source.digits) {
      if (/\d/.test(digit)) {
        openers.push(
          ...(await this.#attempt(digit, failed, async () => ({
            samples: await this.#prompt(`digit-${digit}`, source.language),
          }))),
        )
      } else openers.push(() => new PcmBuffer(pause))
    }
    return openers
  }

  async #fileOrOtherwise(
    { path, key, otherwise, levelled: level }: AudioSource & { kind: 'file' },
    failed: string[],
  ): Promise<Opener[]> {
    const openers = await this.#attempt(path, failed, () => this.#stored(path, key, level === true))
    if (openers.length > 0 || !otherwise) return openers
    const instead = await this.load(otherwise)
    failed.push(...instead.failed)
    return [...instead.openers]
  }

  async #attempt(name: string, failed: string[], read: () => Promise<Sound>): Promise<Opener[]> {
    try {
      const { samples, gain } = await read()
      return [() => new PcmBuffer(samples, gain)]
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
    const loading = this.#loading.get(key) ?? this.#load(name, language, key)
    this.#loading.set(key, loading)
    return loading
  }

  async #load(name: string, language: string, key: string): Promise<Int16Array> {
    try {
      const samples = await this.#file(join(this.#folder, language, `${name}.wav`)).catch((error) => {
        const wider = widerLanguage(language)
        if (wider === undefined) throw error
        return this.#prompt(name, wider)
      })
      this.#keep(key, samples)
      return samples
    } finally {
      this.#loading.delete(key)
    }
  }

  #keep(key: string, samples: Int16Array): void {
    // Everything else would go for it, and then it as well.
    if (samples.length > keptSamples) return
    this.#drop(key)
    this.#kept.set(key, samples)
    this.#keptCount += samples.length
    for (const oldest of this.#kept.keys()) {
      if (this.#keptCount <= keptSamples) break
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    this.#keptCount -= this.#kept.get(key)?.length ?? 0
    this.#kept.delete(key)
  }

  async #file(path: string, key?: string): Promise<Int16Array> {
    return readWavAsTelephone(openAudio(await readFile(path), key))
  }

  /** Minutes of audio must not keep the packets of others waiting: they are made ready in pieces, in the order of asking. */
  async #stored(path: string, key: string | undefined, level: boolean): Promise<Sound> {
    const file = await readFile(path)
    const ready = this.#preparing.then(async () => {
      const meter = new LevelMeter()
      const samples = await samplesOf(file, key, meter)
      return level ? { samples, gain: meter.gain } : { samples }
    })
    this.#preparing = ready.catch(() => {})
    return ready
  }
}

async function samplesOf(file: Buffer, key: string | undefined, meter: LevelMeter): Promise<Int16Array> {
  if (key === undefined || !isSealed(file)) {
    const samples = readWavAsTelephone(openAudio(file, key))
    meter.push(samples)
    return samples
  }
  const opener = new AudioOpener(file, key)
  const samples = new Int16Array(file.length >> 1)
  let count = 0
  for (let blocks = 1; ; blocks += 1) {
    const block = opener.next()
    if (!block) return samples.subarray(0, count)
    samples.set(pcmSamples(block), count)
    meter.push(samples.subarray(count, count + block.length / 2))
    count += block.length >> 1
    if (blocks % blocksAtATime === 0) await new Promise<void>((passed) => setImmediate(passed))
  }
}
