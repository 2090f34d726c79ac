/** The service that writes down what is said: takes a WAV file by POST, answers `{ "text": "…" }` as JSON. */
import { z } from 'zod'

/** @throws when the service does not answer as it should */
export type Transcribe = (wav: Buffer, signal: AbortSignal) => Promise<string>

/** Five minutes of speech take a slow machine their time, ms. */
const patienceMs = 300_000
const longestText = 20_000

const answerShape = z.object({ text: z.string() })

export const openTranscription =
  (url: string): Transcribe =>
  async (wav, signal) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'audio/wav', accept: 'application/json' },
      body: new Uint8Array(wav),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    })
    if (!answer.ok) throw new Error(`the transcription service answered ${answer.status}`)
    const { text } = answerShape.parse(await answer.json())
    // Neither control characters nor half characters reach letters, pages or the database.
    return text
      .toWellFormed()
      .replace(/[^\P{Cc}\n]+/gu, ' ')
      .trim()
      .slice(0, longestText)
  }
