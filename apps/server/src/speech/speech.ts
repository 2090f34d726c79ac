/**
 * Text as speech: by the service that the operator configured, else by what Debian has (flite for English, espeak-ng for
 * every language). The text is data throughout: it reaches no shell and no command line.
 */
import { execFile } from 'node:child_process'
import { access, constants, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { FewAtATime } from '../few-at-a-time.ts'

const run = promisify(execFile)
/** Longest wait for speech, ms. */
const patienceMs = 30_000
/** Texts that are spoken at a time, and that wait for it. */
const limits = { atATime: 2, mostWaiting: 6 }
const largestAnswer = 32 * 1024 * 1024

type SpeechFault = 'speech-off' | 'speech-failed' | 'server-busy'

export interface Speech {
  /** Whether there is anything that speaks at all. */
  on(): Promise<boolean>
  /**
   * @param language BCP 47
   * @returns a WAV file, or which refusal stands for why there is none
   */
  speak(
    words: string,
    language: string,
  ): Promise<Buffer | { readonly fault: SpeechFault; readonly words: string }>
}

export interface SpeechOptions {
  /** Takes `{ text, language }` as JSON by POST and answers with a WAV file. */
  readonly url: string | undefined
  /** Where programs are looked for; the PATH of the process when left out. */
  readonly path?: string
}

export function openSpeech({ url, path = process.env['PATH'] ?? '' }: SpeechOptions): Speech {
  const found = async (program: string) => {
    for (const folder of path.split(delimiter).filter(Boolean)) {
      const file = join(folder, program)
      if (
        await access(file, constants.X_OK).then(
          () => true,
          () => false,
        )
      )
        return file
    }
    return undefined
  }
  const turns = new FewAtATime(limits)
  const speak: Speech['speak'] = async (words, language) => {
    const [primary = 'en'] = language.toLowerCase().split('-')
    try {
      if (url !== undefined) return await ofService(url, words, language)
      const flite = primary === 'en' ? await found('flite') : undefined
      if (flite) return await ofProgram(flite, words, (text, wav) => ['-voice', 'slt', '-f', text, '-o', wav])
      const espeak = await found('espeak-ng')
      if (espeak) return await ofProgram(espeak, words, (text, wav) => ['-v', primary, '-f', text, '-w', wav])
    } catch (error) {
      return { fault: 'speech-failed', words: `the text could not be spoken: ${reasonOf(error)}` }
    }
    return { fault: 'speech-off', words: `nothing on this server speaks “${language}”` }
  }
  return {
    on: async () => url !== undefined || Boolean((await found('flite')) ?? (await found('espeak-ng'))),
    speak: async (words, language) =>
      (await turns.run(() => speak(words, language))) ?? {
        fault: 'server-busy',
        words: 'too many texts are being spoken at this server',
      },
  }
}

async function ofService(url: string, text: string, language: string): Promise<Buffer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'audio/wav' },
    body: JSON.stringify({ text, language }),
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  })
  if (!answer.ok) throw new Error(`the speech service answered ${answer.status}`)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.length
    if (size > largestAnswer) throw new Error('the speech service answered with too much')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

async function ofProgram(
  program: string,
  words: string,
  argumentsFor: (text: string, wav: string) => string[],
): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'mainline-speech-'))
  try {
    const [text, wav] = [join(folder, 'words.txt'), join(folder, 'speech.wav')]
    await writeFile(text, `${words}\n`)
    await run(program, argumentsFor(text, wav), { timeout: patienceMs, maxBuffer: 65_536 })
    return await readFile(wav)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What a program writes to its standard error says more than its exit status. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && 'stderr' in error && String(error.stderr).trim() !== '')
    return String(error.stderr).trim().slice(0, 200)
  return error instanceof Error ? error.message.slice(0, 200) : String(error)
}
