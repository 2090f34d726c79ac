/** A caller who leaves a message over real RTP: waits for the beep, speaks, hangs up; and knows what must be kept of it. */
import { measureTone } from '@mainline/media'
import { RtpPhone } from '@mainline/media/testing'
import type { SipPhone } from '@mainline/sip/testing'
import { sleep } from '../peers/waiting.ts'

/** What callers say. */
export const SPEECH_HZ = 440
const BEEP_HZ = 1_000
const LOOK_MS = 100
const PACKET_SECONDS = 0.02
/** Of what is sent a tenth is lost, and the rest must be more than two seconds. */
const LEAST_SPEECH_SECONDS = 3
/** The greeting is a second long; whoever hears no beep by then was told something else, or nothing. */
const BEEP_PATIENCE_MS = 15_000

export interface CallerPlan {
  readonly carrier: SipPhone
  readonly number: string
  /** Of this call alone: messages and letters are known by it. */
  readonly callerNumber: string
  readonly speakMs: number
  /** Share of RTP packets lost, both ways. */
  readonly loss: number
}

/** A message that was begun: `performance.now()` of the end of its beep, and of the caller's last word. */
export interface Begun {
  readonly callerNumber: string
  readonly beepAt: number
  readonly until: number
  /** Seconds of audio that the telephone sent in this time: a busy machine may let it send less than it should. */
  readonly sentSeconds: number
}

/** @returns undefined when no beep was heard: nothing was promised to the caller */
export async function leaveMessage(plan: CallerPlan): Promise<Begun | undefined> {
  const { carrier, number, callerNumber, loss } = plan
  const phone = await RtpPhone.open({ address: carrier.options.address, loss })
  const call = carrier.call(`sip:${number}@${carrier.options.server.address}`, {
    from: `<sip:${callerNumber}@${carrier.options.address}>`,
    body: phone.offer(),
  })
  let over = false
  const ended = call.ended.then(() => {
    over = true
  })
  try {
    if (!(await Promise.race([call.answered.then(() => true), ended]))) return undefined
    phone.accept(call.remoteBody)
    // Both sides of a NAT wait for the first packet of the other.
    phone.speak({ kind: 'tone', frequencies: [SPEECH_HZ], level: -60 })
    if (!(await heardBeep(phone, () => over))) return undefined
    const beepAt = performance.now()
    const sentBefore = phone.sent
    phone.speak(SPEECH_HZ)
    await Promise.race([speaking(phone, plan.speakMs, () => over), ended])
    const until = performance.now()
    return { callerNumber, beepAt, until, sentSeconds: (phone.sent - sentBefore) * PACKET_SECONDS }
  } finally {
    if (!over) call.hangUp()
    phone.close()
  }
}

/**
 * Passes so much time, and on a machine too busy to send by the clock more, until it can be a message: under two seconds of
 * speech are a missed call (C9).
 */
async function speaking(phone: RtpPhone, ms: number, over: () => boolean): Promise<void> {
  const enough = phone.sent + LEAST_SPEECH_SECONDS / PACKET_SECONDS
  await sleep(ms)
  while (phone.sent < enough && !over()) await sleep(LOOK_MS)
}

/** Waits for the end of the beep. */
async function heardBeep(phone: RtpPhone, over: () => boolean): Promise<boolean> {
  const deadline = performance.now() + BEEP_PATIENCE_MS
  let sounded = false
  let received = 0
  while (performance.now() < deadline && !over()) {
    await sleep(LOOK_MS)
    // A server that records sends nothing: what was heard last stays what was heard last.
    const sounds = phone.received > received && isBeep(phone.heard(0.1))
    received = phone.received
    if (sounded && !sounds) return true
    sounded ||= sounds && isBeep(phone.heard(0.2))
  }
  // Cut off in the beep, or right behind it: it was played.
  return sounded
}

/** Nearly all of what is heard is the tone of the beep. */
function isBeep(samples: Int16Array): boolean {
  if (samples.length < 400) return false
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
  const level = 10 * Math.log10((2 * power) / 32_768 ** 2)
  return level > -30 && measureTone(samples, BEEP_HZ) > level - 2
}
