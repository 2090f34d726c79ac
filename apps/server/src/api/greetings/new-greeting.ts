/** Makes a greeting of a WAV file, wherever it comes from: judged, converted, kept, chosen. */
import type { greeting } from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { z } from 'zod'
import type { AudioStore } from '../../audio/audio-store.ts'
import { convertAudio } from '../../audio/convert-audio.ts'
import { orRefused, presented, Refused, serverBusy } from '../../errors.ts'
import type { FewAtATime } from '../../few-at-a-time.ts'
import type { RequestFacts } from '../../http/handler.ts'
import { ofNumberOutOfService } from '../main-number/out-of-service.ts'
import { presentGreeting } from './present-greeting.ts'

export interface NewGreetingNeeds {
  readonly audio: AudioStore
  /** Who convert files. */
  readonly workers: FewAtATime
}

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
function validityOf({ kind, from, until }: Occasion): storage.NewGreeting['valid'] | Refused {
  const given = [from, until].filter((one) => one !== undefined)
  if (kind !== 'dated') {
    return given.length === 0 ? undefined : new Refused('greeting-dates', 'only a dated greeting has dates')
  }
  const valid = { from: Date.parse(from ?? ''), until: Date.parse(until ?? '') }
  return valid.from < valid.until
    ? valid
    : new Refused('greeting-dates', 'a dated greeting ends after its start')
}

/** @returns when it is played, null for always; refused when there can be no such greeting, whatever it is made of */
export async function judgeOccasion(
  db: storage.Db,
  mailbox: storage.Mailbox,
  occasion: Occasion,
): Promise<{ readonly valid: storage.NewGreeting['valid'] } | Refused> {
  const rests = await ofNumberOutOfService(db, mailbox)
  if (rests) return rests
  const valid = validityOf(occasion)
  if (Refused.is(valid)) return valid
  const full = await storage.roomForGreeting(db, mailbox.id)
  return full ? orRefused(full) : { valid }
}

/** @param made what it is made of, as text when it was spoken */
export async function newGreeting(
  { audio, workers }: NewGreetingNeeds,
  mailbox: storage.Mailbox,
  occasion: Occasion,
  made: { readonly file: Uint8Array; readonly words?: string },
  { db, principal }: RequestFacts,
): Promise<z.output<typeof greeting> | Refused> {
  const judged = await judgeOccasion(db, mailbox, occasion)
  if (Refused.is(judged)) return judged
  const converted = await workers.run(() => convertAudio(made.file))
  if (!converted) return serverBusy()
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
      valid: judged.valid,
      createdBy: principal.name,
    })
    .catch(async (error: unknown) => {
      await audio.remove(path)
      throw error
    })
  if (storage.isRefusal(saved)) await audio.remove(path)
  return presented(saved, presentGreeting)
}
