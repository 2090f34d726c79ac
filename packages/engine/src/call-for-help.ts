/** Which INVITEs are read whoever sends them: those that may be calls for help (C15). What each is worth is decided once it is known who calls. */
import { soundsLikeEmergency } from '@mainline/pbx'
import { parseUri, type SipRequest, SipUri } from '@mainline/sip'
import { userOf } from './called-number.ts'

/** A call for help is dialled: its Request-URI is not longer. */
const LONGEST_START = 300

const mayBeEmergency = (uri: SipUri): boolean => soundsLikeEmergency(userOf(uri) ?? '')

export const isCallForHelp = ({ method, uri }: SipRequest): boolean =>
  method === 'INVITE' && mayBeEmergency(uri)

/** The same of a message that has not been read. */
export function beginsCallForHelp(bytes: Buffer): boolean {
  const [, text] = /^INVITE (\S+) SIP\/2\.0\r\n/.exec(bytes.toString('latin1', 0, LONGEST_START)) ?? []
  const uri = text === undefined ? undefined : parseUri(text)
  return uri instanceof SipUri && mayBeEmergency(uri)
}
