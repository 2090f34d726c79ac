/** A note on a message as the contract shows it. */
import type { messageNote } from '@mainline/contract'
import type { MessageNote } from '@mainline/storage'
import type { z } from 'zod'
import { toIso } from '../instant.ts'

export const presentNote = ({ id, text, author, at }: MessageNote): z.output<typeof messageNote> => ({
  id,
  text,
  author,
  at: toIso(at),
})
