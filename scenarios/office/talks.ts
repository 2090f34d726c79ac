/** Calls in which two talk already, and what their phones may ask for then. */
import type { PhoneCall } from '@mainline/sip/testing'
import type { Office } from './office.ts'

/** Somebody outside calls, and that person answers. @param busy colleagues who are meanwhile, so that their phones do not ring */
export async function callerTalksTo(
  office: Office,
  name: string,
  busy: readonly string[] = [],
): Promise<{ caller: PhoneCall; member: PhoneCall }> {
  for (const each of busy) office.phone(each).behaviour = { kind: 'busy' }
  const caller = office.callFromOutside()
  const member = await office.nextCallAt(name)
  member.answer()
  await office.happens('the caller is connected', caller.answered)
  for (const each of busy) office.phone(each).behaviour = { kind: 'ring' }
  return { caller, member }
}

/** Somebody dials a colleague, who answers. */
export async function asks(
  office: Office,
  who: string,
  whom: string,
): Promise<{ asking: PhoneCall; asked: PhoneCall }> {
  const asking = office.phone(who).call(await office.extensionOf(whom))
  const asked = await office.nextCallAt(whom)
  asked.answer()
  await office.happens(`${who} talks to ${whom}`, asking.answered)
  return { asking, asked }
}

/** A phone puts its call on hold; the status it is answered with. */
export const held = (call: PhoneCall): Promise<number> => call.reinvite('v=0\r\na=sendonly\r\n')
/** It takes the call back. */
export const resumed = (call: PhoneCall): Promise<number> => call.reinvite('v=0\r\na=sendrecv\r\n')

/** Where a REFER sends somebody who is to have the place of that call (RFC 3891). */
export const toThePlaceOf = (call: PhoneCall): string =>
  `<sip:somebody@192.0.2.1?Replaces=${encodeURIComponent(call.replaces)}>`

/** What an INVITE says that wants the place of that call (RFC 3891). */
export const inPlaceOf = (call: PhoneCall): { readonly extra: string } => ({
  extra: `Replaces: ${call.replaces}\r\nRequire: replaces\r\n`,
})
