/**
 * Hands one letter about a message to the mail server (M13), for 48 hours at growing distances. Each is accepted once: its
 * row is locked while it is sent, its Message-ID never changes, and an acceptance that could not be written down is not
 * forgotten while the process lives. Several go at a time; where nothing is taken they rest, and all go on with the first
 * that is taken again.
 */

import { mostMessages, nearlyFullMessages, offsetWindow } from '@mainline/pbx'
import {
  type DeliveryFacts,
  deliveryFailed,
  deliverySent,
  factsOfDelivery,
  lockDelivery,
  type MessageDelivery,
  releaseDeliveries,
  requeueDelivery,
  type Tx,
} from '@mainline/storage'
import type { AudioStore } from '../audio/audio-store.ts'
import {
  mailboxFullLetter,
  mailboxNearlyFullLetter,
  voicemailLetter,
} from '../mail/letters/voicemail-letter.ts'
import { domainOf, MailRest } from '../mail/mail-rest.ts'
import type { MailTransport, OutgoingLetter } from '../mail/mail-transport.ts'
import { linkHoldsMs, type MessageLinks } from '../voicemail/message-link.ts'
import type { Job } from './job.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Waits after the first, second … failed attempt; the last one again and again. */
const retryWaits = [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE]
/** After so long a letter is given up. */
export const triedForMs = 48 * HOUR
/** A letter waits so long for what was said as text. */
const TRANSCRIPT_PATIENCE = 90 * SECOND
const TRANSCRIPT_LOOK = 5 * SECOND
/**
 * A letter waits so long for its recording, where that cannot be read just now or lies with another server, which may take the
 * letter at any look; then it links to the message.
 */
const AUDIO_PATIENCE = HOUR
const AUDIO_LOOK = 10 * SECOND
const AUDIO_AGAIN = MINUTE

export interface DeliverMessageNeeds {
  readonly transport: MailTransport
  readonly audio: AudioStore
  /** The data folder of the audio, by the name that messages know it by. */
  readonly recorder: string
  readonly links: MessageLinks
  /** What is said is written down, and letters wait for it a while. */
  readonly transcribes: boolean
  /** Origin that browsers reach the server by. */
  readonly publicUrl: string
  /** ms since the epoch */
  readonly now: () => number
}

type SentAs = MessageDelivery['sendAs']

/** What became of a letter: taken; or not, for now or for good, and then what follows is written down already. */
type Outcome = 'later' | { readonly sentAs: SentAs } | { readonly fault: string; readonly error: unknown }

export function deliverMessage(needs: DeliverMessageNeeds): Job<{ deliveryId: string; hurried?: boolean }> {
  /** Taken by the mail server, as what, and not known in the database: it was away just then. */
  const accepted = new Map<string, SentAs>()
  const rest = new MailRest()
  return {
    name: 'deliver-message',
    async run({ deliveryId, hurried = false }, { database, log }) {
      const taken = await database.kysely.transaction().execute(async (tx) => {
        const delivery = await lockDelivery(tx, deliveryId)
        if (!delivery) return undefined
        let sentAs = accepted.get(deliveryId)
        if (!sentAs) {
          const outcome = await send(needs, rest, tx, delivery, hurried)
          if (outcome === 'later') return undefined
          if ('fault' in outcome) {
            log.warn({ deliveryId, error: outcome.error }, outcome.fault)
            return undefined
          }
          sentAs = outcome.sentAs
          accepted.set(deliveryId, sentAs)
        }
        await deliverySent(tx, delivery, { sentAs, now: needs.now() })
        return delivery
      })
      accepted.delete(deliveryId)
      const domain = taken && domainOf(taken.recipient)
      if (domain === undefined || !rest.accepted(domain)) return
      const released = await releaseDeliveries(database.kysely, domain)
      if (released > 0) log.info({ released }, 'letters about messages go on')
    },
  }
}

/** @param hurried somebody wants it tried whatever rests */
async function send(
  needs: DeliverMessageNeeds,
  rest: MailRest,
  tx: Tx,
  delivery: MessageDelivery,
  hurried: boolean,
): Promise<Outcome> {
  const now = needs.now()
  const domain = domainOf(delivery.recipient)
  const restsUntil = hurried ? 0 : rest.until(domain)
  if (restsUntil > now) {
    await requeueDelivery(tx, delivery, restsUntil)
    return 'later'
  }
  const facts = await factsOfDelivery(tx, delivery)
  const written = facts?.message?.transcription
  const underWay = needs.transcribes && (written === 'none' || written === 'waiting')
  if (underWay && now - delivery.createdAt < TRANSCRIPT_PATIENCE) {
    await requeueDelivery(tx, delivery, now + TRANSCRIPT_LOOK)
    return 'later'
  }
  const { wav, missing } = facts ? await recordingOf(needs.audio, facts) : {}
  const elsewhere = facts?.message?.recorder !== needs.recorder
  if (missing && (elsewhere || missing.error) && now - delivery.createdAt < AUDIO_PATIENCE) {
    await requeueDelivery(tx, delivery, now + (missing.error ? AUDIO_AGAIN : AUDIO_LOOK))
    return missing.error
      ? { fault: 'the recording for a letter could not be read', error: missing.error }
      : 'later'
  }
  const letter = facts && letterOf(needs, facts, wav)
  if (!letter) {
    const error = 'the message is gone'
    await deliveryFailed(tx, delivery, error, { again: undefined, now })
    return { fault: notTaken, error }
  }
  try {
    const isShort = await handOver(needs.transport, letter, wav && letterOf(needs, facts, undefined))
    return { sentAs: missing || isShort ? 'link' : delivery.sendAs }
  } catch (error) {
    const words = replyOf(error) ?? (error instanceof Error ? error.message : String(error))
    const wait = retryWaits[Math.min(delivery.attempts, retryWaits.length - 1)] ?? 0
    if (isOfDomain(error)) rest.refused(domain, needs.now())
    const again = now - delivery.createdAt < triedForMs ? needs.now() + wait : undefined
    await deliveryFailed(tx, delivery, words, { again, now })
    return { fault: notTaken, error: words }
  }
}

/**
 * @param shorter what goes where the letter is too long for the mail server
 * @returns whether the shorter one was taken
 * @throws what keeps the server from taking any
 */
async function handOver(
  transport: MailTransport,
  letter: OutgoingLetter,
  shorter: OutgoingLetter | undefined,
): Promise<boolean> {
  try {
    await transport.deliver(letter)
    return false
  } catch (error) {
    if (!shorter || !isTooLong(error)) throw error
    await transport.deliver(shorter)
    return true
  }
}

const notTaken = 'a letter about a message was not taken'

/**
 * What a letter has attached.
 *
 * @returns `missing` when it should have something: that is not here, or cannot be read for this error
 */
async function recordingOf(
  audio: AudioStore,
  { delivery, message }: DeliveryFacts,
): Promise<{ wav?: Buffer; missing?: { error?: unknown } }> {
  if (!message || delivery.sendAs === 'link') return {}
  try {
    const wav = await audio.read(delivery.organizationId, message.path)
    return wav ? { wav } : { missing: {} }
  } catch (error) {
    return { missing: { error } }
  }
}

/** What the mail server said, as it said it; undefined where it was not to be had. */
const replyOf = (error: unknown): string | undefined =>
  error instanceof Error && 'response' in error && typeof error.response === 'string'
    ? error.response
    : undefined

/** A letter that is too long (RFC 5321 §4.2.3, RFC 3463 §3.3, §3.4); 552 with 5.2.2 is of a mailbox that is full. */
const isTooLong = (error: unknown): boolean =>
  /^(?:5\d\d[ -]5\.(?:2\.3|3\.4)|552[ -](?!5\.2\.2))/.test(replyOf(error) ?? '')

/** An address that is not served now, or whose mailbox is full: of no other one at the domain (RFC 3463 §3.2, §3.3). */
const ofOneAddress = /^4\d\d[ -]4\.[12]\.\d/

/**
 * Whether others at the domain would not be taken now either: the server was not to be had, or said so of itself
 * (RFC 5321 §4.2.1). What is refused for good is refused for this letter alone.
 */
function isOfDomain(error: unknown): boolean {
  const code = error instanceof Error && 'responseCode' in error ? error.responseCode : undefined
  return typeof code !== 'number' || (code < 500 && !ofOneAddress.test(replyOf(error) ?? ''))
}

/** @param wav attached; without it the letter links to the message */
function letterOf(
  { links, publicUrl }: DeliverMessageNeeds,
  facts: DeliveryFacts,
  wav: Buffer | undefined,
): OutgoingLetter | undefined {
  const { delivery, message, zone } = facts
  const to = delivery.recipient
  const called = { e164: facts.e164, organization: facts.organizationName }
  const messageId = `voicemail.${delivery.id}`
  const filled = { to, language: facts.language, called, held: nearlyFullMessages, most: mostMessages }
  if (delivery.kind === 'mailbox-full') return { ...mailboxFullLetter(filled), messageId }
  if (delivery.kind === 'mailbox-nearly-full') return { ...mailboxNearlyFullLetter(filled), messageId }
  if (!message) return undefined
  // A page that plays it: what looks through mail opens the address of each link, and must not seem to have heard the message (N11).
  const link = `${publicUrl}/listen#${links.sign(message.id, delivery.createdAt + linkHoldsMs)}`
  const { callerNumber, callerName, seconds, cutShort, transcript, startedAt: at } = message
  const told = {
    to,
    language: facts.language,
    called,
    at,
    zone,
    callerNumber,
    callerName,
    seconds,
    cutShort,
    transcript,
  }
  if (!wav) return { ...voicemailLetter({ ...told, link }), messageId }
  // By the clock that the letter tells the time by.
  const local = new Date(at + offsetWindow(zone, at).offset).toISOString()
  const name = `voicemail-${local.slice(0, 16).replace(/[T:]/g, '-')}.wav`
  const attachments = [{ filename: name, content: wav, contentType: 'audio/wav' }]
  return { ...voicemailLetter(told), messageId, attachments }
}
