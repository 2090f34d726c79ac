import { addressOf } from '../api/client.ts'

/** Of what a player plays: all messages at one loudness. */
export const addressOfAudio = (messageId: string): string =>
  addressOf('getMessageAudio', { params: { messageId }, query: { levelled: 'true' } })

/** Of what is drawn before anybody plays: to ask for it is not to hear the message (N11). */
export const addressOfWaveform = (messageId: string): string =>
  addressOf('getMessageWaveform', { params: { messageId } })
