/** How requests fail, in the terms of `CallFailure`. */
import { contactOf, type NameAddr, type SipResponse } from '../message/index.ts'
import type { TransportError } from '../transport/transport-error.ts'
import type { CallFailure } from './call.ts'

/** A timeout counts as 408 (RFC 3261 §8.1.3.1). */
export const timeoutFailure: CallFailure = { status: 408, cause: 'timeout', contacts: [] }

/** A failure to send counts as 503 (RFC 3261 §8.1.3.1). */
export function transportFailure(error: TransportError): CallFailure {
  return { status: 503, cause: 'transport', error, contacts: [] }
}

/** The far side refused. */
export function refusal(response: SipResponse): CallFailure {
  const { status } = response
  const contacts = status >= 300 && status < 400 ? redirectTargets(response) : []
  return { status, response, cause: 'response', contacts }
}

/** We gave up; `response` is the 487, if one came. */
export function cancellation(response?: SipResponse): CallFailure {
  const failure: CallFailure = { status: 487, cause: 'cancelled', contacts: [] }
  return response === undefined ? failure : { ...failure, response }
}

/** RFC 3261 §8.1.3.4: by q, the order of the response among equals. */
function redirectTargets(response: SipResponse): readonly NameAddr[] {
  return (response.findContacts() ?? [])
    .map(contactOf)
    .sort((a, b) => b.q - a.q)
    .map((contact) => contact.address)
}
