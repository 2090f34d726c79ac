/** Makes a greeting of a WAV file, wherever it comes from: judged, converted, kept, chosen. */
import type { greeting } from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { z } from 'zod'
import type { AudioStore } from '../../audio/audio-store.ts'
import { convertAudio } from '../../audio/convert-audio.ts'
import { presented, Refused } from '../../errors.ts'
import type { RequestFacts } from '../../http/handler.ts'
import { presentGreeting } from './present-greeting.ts'

/** What is said of a new greeting. */
export interface Occasion {
  readonly kind: storage.GreetingRow['kind']
  readonly language?: string | undefined
  readonly from?: string | undefined
  readonly until?: string | undefined
}

export const noMailbox = (): Refused =>
  new Refused('not-found', 'the number has no mailbox before its first activation')

/** @returns when it is played, null for always; refused when kind and dates do not fit */
export function validityOf({ kind, from, until }: Occasion): storage.NewGreeting['valid'] | Refused {
  const given = [from, until].filter((one) => one !== undefined)
  if (kind !== 'dated') {
    return given.length === 0 ? undefined : new Refused('greeting-dates', 'only a dated greeting has dates')
  }
  const valid = { from: Date.parse(from ?? ''), until: Date.parse(until ?? '') }
  return valid.from < valid.until
    ? valid
    : new Refused('greeting-dates', 'a dated greeting ends after its start')
}

/** @param made what it is made of, as text when it was spoken */
export async function newGreeting(
  { audio }: { readonly audio: AudioStore },
  mailbox: storage.Mailbox,
  occasion: Occasion,
  made: { readonly file: Uint8Array; readonly words?: string },
  { db, principal }: RequestFacts,
): Promise<z.output<typeof greeting> | Refused> {
  const valid = validityOf(occasion)
  if (Refused.is(valid)) return valid
  const converted = await convertAudio(made.file)
  if ('fault' in converted) return new Refused(converted.fault, converted.words)
  const path = `greetings/${storage.newId()}.audio`
  await audio.write(mailbox.organizationId, path, converted.samples)
  const saved = await storage
    .saveGreeting(db, {
      mailboxId: mailbox.id,
      kind: occasion.kind,
      language: occasion.language ?? null,
      source: made.words === undefined ? 'uploaded' : 'spoken',
      words: made.words,
      path,
      seconds: converted.seconds,
      valid,
      createdBy: principal.name,
    })
    .catch(async (error: unknown) => {
      await audio.remove(path)
      throw error
    })
  if (storage.isRefusal(saved)) await audio.remove(path)
  return presented(saved, presentGreeting)
}
