/** RFC 3261 §12: dialogs, and the session timer of RFC 4028. */
export { Dialog, type DialogParts, type SequenceOrder } from './dialog.ts'
export { destinationOf, type RequestTarget, requestTarget, routeSetOf } from './route-set.ts'
