/** SIP messages: reading, judging and writing them (RFC 3261 §7, §8.1.1, §20, §25). */

export { HeaderId, headerIdOf, headerNameOf, isListHeader } from './header-name.ts'
export * from './headers/index.ts'
export * from './message-limits.ts'
export * from './parser.ts'
export * from './reason-phrase.ts'
export {
  checkExtra,
  headerLine,
  type RequestParts,
  type ResponseParts,
  serializeMessage,
  serializeRequest,
  serializeResponse,
} from './serializer.ts'
export { SipMessage } from './sip-message.ts'
export { SipRequest } from './sip-request.ts'
export { SipResponse } from './sip-response.ts'
export * from './sip-uri.ts'
export * from './stream-framer.ts'
export * from './validation.ts'
export * from './wire-text.ts'
