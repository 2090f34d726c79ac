/**
 * Hands one letter about a message to the mail server (M13), for 48 hours at growing distances. Each is accepted once: its
 * row is locked while it is sent, its Message-ID never changes, and an acceptance that could not be written down is not
 * forgotten while the process lives. Several go at a time; where nothing is taken they rest, and all go on with the first
 * that is taken again.
 */

import { mostMessages } from '@mainline/pbx'
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
import { mailboxFullLetter, voicemailLetter } from '../mail/letters/voicemail-letter.ts'
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

export interface DeliverMessageNeeds {
  readonly transport: MailTransport
  readonly audio: AudioStore
  readonly links: MessageLinks
  /** What is said is written down, and letters wait for it a while. */
  readonly transcribes: boolean
  /** Origin that browsers reach the server by. */
  readonly publicUrl: string
  /** ms since the epoch */
  readonly now: () => number
}

export function deliverMessage(needs: DeliverMessageNeeds): Job<{ deliveryId: string; hurried?: boolean }> {
  /** Taken by the mail server, and not known in the database: it was away just then. */
  const accepted = new Set<string>()
  const rest = new MailRest()
  return {
    name: 'deliver-message',
    async run({ deliveryId, hurried = false }, { database, log }) {
      const taken = await database.kysely.transaction().execute(async (tx) => {
        const delivery = await lockDelivery(tx, deliveryId)
        if (!delivery) return undefined
        if (!accepted.has(deliveryId)) {
          const outcome = await send(needs, rest, tx, delivery, hurried)
          if (outcome !== 'accepted') {
            if (outcome !== 'later')
              log.warn({ deliveryId, error: outcome }, 'a letter about a message was not taken')
            return undefined
          }
          accepted.add(deliveryId)
        }
        await deliverySent(tx, delivery, needs.now())
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

/**
 * @param hurried somebody wants it tried whatever rests
 * @returns why it was not accepted; what follows is written down already
 */
async function send(
  needs: DeliverMessageNeeds,
  rest: MailRest,
  tx: Tx,
  delivery: MessageDelivery,
  hurried: boolean,
): Promise<'accepted' | 'later' | string> {
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
  const letter = facts && (await letterOf(needs, facts))
  if (!letter) {
    await deliveryFailed(tx, delivery, 'the message is gone', { again: undefined, now })
    return 'the message is gone'
  }
  try {
    await needs.transport.deliver(letter)
    return 'accepted'
  } catch (error) {
    const words = replyOf(error) ?? (error instanceof Error ? error.message : String(error))
    const wait = retryWaits[Math.min(delivery.attempts, retryWaits.length - 1)] ?? 0
    if (isOfDomain(error)) rest.refused(domain, needs.now())
    const again = now - delivery.createdAt < triedForMs ? needs.now() + wait : undefined
    await deliveryFailed(tx, delivery, words, { again, now })
    return words
  }
}

/** What the mail server said, as it said it; undefined where it was not to be had. */
const replyOf = (error: unknown): string | undefined =>
  error instanceof Error && 'response' in error && typeof error.response === 'string'
    ? error.response
    : undefined

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

async function letterOf(
  { audio, links, publicUrl }: DeliverMessageNeeds,
  facts: DeliveryFacts,
): Promise<OutgoingLetter | undefined> {
  const { delivery, message, zone } = facts
  const to = delivery.recipient
  const called = { e164: facts.e164, organization: facts.organizationName }
  const messageId = `voicemail.${delivery.id}`
  if (delivery.kind === 'mailbox-full')
    return { ...mailboxFullLetter({ to, language: facts.language, called, most: mostMessages }), messageId }
  if (!message) return undefined
  const wav = delivery.sendAs === 'link' ? undefined : await audio.read(delivery.organizationId, message.path)
  const link = `${publicUrl}/api/v1/message-links/${links.sign(message.id, delivery.createdAt + linkHoldsMs)}`
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
  const name = `voicemail-${new Date(at).toISOString().slice(0, 16).replace(/[T:]/g, '-')}.wav`
  const attachments = [{ filename: name, content: wav, contentType: 'audio/wav' }]
  return { ...voicemailLetter(told), messageId, attachments }
}
