/** The outline of a message, which is drawn before it is played: whoever is given it has heard nothing (N11). */
import type * as contract from '@mainline/contract'
import { waveformOf } from '@mainline/media'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { type AudioNeeds, recordingOf } from './get-message-audio.ts'

export const getMessageWaveform =
  ({ audio }: AudioNeeds): Handler<typeof contract.getMessageWaveform> =>
  async ({ params }, { db }) => {
    const recording = await recordingOf(db, audio, params.messageId)
    return recording instanceof Refused ? recording : { peaks: waveformOf(recording.wav) }
  }
