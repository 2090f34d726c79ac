/** A message as the contract shows it: without the path of its file. */
import type { MethodOutput, markMessage } from '@mainline/contract'
import type { Message } from '@mainline/storage'
import { toIso } from '../instant.ts'

export function presentMessage({ path: _, ...row }: Message): MethodOutput<typeof markMessage> {
  return { ...row, startedAt: toIso(row.startedAt) }
}
