/** A message that reception took down, and who it is from. */
import type { AnswerOf } from '../api/client.ts'
import { printed } from '../parts/numbers.ts'

export type ReceptionMessage = AnswerOf<'listReceptionMessages'>['items'][number]

export const callerOf = (
  { callerName, callerCompany, callerNumber }: ReceptionMessage,
  unknown: string,
): string => callerName ?? callerCompany ?? (callerNumber ? printed(callerNumber) : unknown)
