/** The session description of a message: the whole body, or a part of it (RFC 5621 §3.1). The engine passes it on unread. */
import type { SipMessage } from '@mainline/sip'

export const sessionOf = (message: SipMessage): string | undefined => message.bodyOf('application/sdp')
