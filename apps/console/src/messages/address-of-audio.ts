import { addressOf } from '../api/client.ts'

/** Of what a player plays: all messages at one loudness. */
export const addressOfAudio = (messageId: string): string =>
  addressOf('getMessageAudio', { params: { messageId }, query: { levelled: 'true' } })
