/** A reception that calls go to first (C7), and Rita who works there. */
import type { ReceptionRules } from '@mainline/pbx'
import { Office } from './office.ts'
import { Seat } from './seat.ts'

/** Routes of the main number: the reception, then voicemail. */
export const toReception = {
  inHours: { steps: [{ target: 'reception', limitSeconds: 60 }, { target: 'voicemail' }] },
} as const

/** A caller talks to Rita at her seat; Tom is a member. The scene closes the office. */
export async function atReception(rules: Partial<ReceptionRules> = {}) {
  const office = await Office.open({ people: ['Rita', 'Tom'] })
  await office.settings.saveRoutes(toReception)
  await office.settings.setReception(rules)
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  const atRita = await rita.lift()
  await office.happens('the caller is connected', caller.answered)
  return { office, rita, caller, atRita, [Symbol.asyncDispose]: () => office[Symbol.asyncDispose]() }
}
