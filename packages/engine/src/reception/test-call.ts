/**
 * The test call of a page at a reception: a tone, and what is said after it for four seconds is played back. It is no
 * call of the platform: nobody rings, and no record is kept.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IncomingCall } from '@mainline/sip'
import type { EngineParts } from '../engine-parts.ts'
import type { MediaEndpoint } from '../media-port.ts'
import { sessionOf } from '../session-of.ts'

/** What a page dials for it. */
export const testCallName = 'echo'

/** How long is listened, seconds. */
const LISTEN_SECONDS = 4

export function answerTestCall(incoming: IncomingCall, { media: port, track }: EngineParts): void {
  const offer = sessionOf(incoming.request)
  const media = offer === undefined ? undefined : port.open({ browser: true })
  if (!media) {
    incoming.reject({ status: offer === undefined ? 488 : 503 })
    return
  }
  const body = media.takeOffer(offer ?? '') ?? media.answer()
  if (typeof body !== 'string') {
    media.close()
    incoming.reject({ status: 488 })
    return
  }
  let over = false
  media.onLost(() => incoming.bye())
  const leftBehind = echo(media, () => over || incoming.bye())
  incoming.setHandler({
    onEnded() {
      over = true
      media.close()
      track(leftBehind())
    },
  })
  incoming.answer({ status: 200, contentType: 'application/sdp', body })
}

/** Plays, listens, plays back. @returns removes what was recorded */
function echo(media: MediaEndpoint, done: () => void): () => Promise<void> {
  // Of whoever tests: readable to nobody else while it lies there.
  const recording = {
    file: join(tmpdir(), `mainline-test-call-${randomUUID()}.wav`),
    key: randomBytes(32).toString('base64'),
  }
  const limits = { maxSeconds: LISTEN_SECONDS, silenceSeconds: LISTEN_SECONDS, stopDigits: '' }
  media.record({ ...recording, ...limits }, ({ reason }) => {
    if (reason === 'stopped' || reason === 'failed') done()
    else media.play([recording], done)
  })
  return () => rm(recording.file, { force: true })
}
