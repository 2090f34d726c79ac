/**
 * A CANCEL because somebody else has taken the call (RFC 3326; C4): phones that read this do not log a missed call. Some
 * read the SIP cause, others that of Q.850: 26, non-selected user clearing.
 */
import { headerLine, parseReason, type SipRequest, writeReason } from '@mainline/sip'

export const completedElsewhereLines =
  headerLine('Reason', writeReason({ protocol: 'SIP', cause: 200, text: 'Call completed elsewhere' })) +
  headerLine('Reason', writeReason({ protocol: 'Q.850', cause: 26 }))

/** Whether a caller's CANCEL says so: a carrier rings somebody else at the same time. */
export const saysCompletedElsewhere = (request: SipRequest): boolean =>
  request.headers('Reason').some((text) => {
    const { protocol, cause } = parseReason(text) ?? {}
    return (
      (protocol?.toUpperCase() === 'SIP' && cause === 200) ||
      (protocol?.toUpperCase() === 'Q.850' && cause === 26)
    )
  })
