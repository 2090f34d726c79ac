/**
 * The core of a user agent (RFC 3261 §8): judges what comes in, finds its call, and makes calls and requests.
 */
import type { TransactionLayer } from '../transaction/transaction-layer.ts'
import type { InviteOptions, OutgoingCall, OutgoingCallHandler } from './call.ts'
import type {
  RequestHandler,
  RequestOptions,
  UserAgentCounts,
  UserAgentOptions,
} from './user-agent-options.ts'

export class UserAgent {
  readonly transactions: TransactionLayer

  constructor(options: UserAgentOptions) {
    throw new Error(`not built: ${options}`)
  }

  /** Sends an INVITE. The handler is told later, never before this returns. */
  invite(options: InviteOptions, handler: OutgoingCallHandler): OutgoingCall {
    throw new Error(`not built: ${options} ${handler}`)
  }

  /** Sends a request outside of any dialog. The handler is told later, never before this returns. */
  request(options: RequestOptions, handler: RequestHandler): void {
    throw new Error(`not built: ${options} ${handler}`)
  }

  counts(): UserAgentCounts {
    return { dialogs: 0, calls: 0 }
  }
}
