/**
 * The forks of an INVITE of ours that do not get the call (RFC 3261 §13.2.2.4): one that answers all the same is acknowledged,
 * each time it asks, and told once that it is over.
 */
import { type Dialog, dialogOfSuccess } from '../dialog/dialog.ts'
import type { RequestParts, SipResponse } from '../message/index.ts'
import { DialogRequest, type DialogRequester } from './dialog-request.ts'

/** No proxy rings more phones for one INVITE; a peer that makes up tags is not to have our memory, or a BYE for each. */
export const MOST_FORKS = 64

interface LostFork {
  dialog: Dialog
  told: boolean
}

/** The call that they were forks of. */
export interface ForkedCall {
  readonly localTag: string
  readonly userAgentLine: string
  /** What a request to a fork needs. */
  requesterOf(dialog: Dialog): DialogRequester
}

export class LostForks {
  readonly #call: ForkedCall
  readonly #lost: LostFork[] = []

  constructor(call: ForkedCall) {
    this.#call = call
  }

  /** The early dialog of a fork that requests were sent to: its numbers go on, or the fork would refuse our BYE (§12.2.2). */
  remember(dialog: Dialog): void {
    this.#lost.push({ dialog, told: false })
  }

  /** A 2xx of such a fork, the first or again; one too many is let be. @param invite the request that it answers */
  end(invite: RequestParts, response: SipResponse): void {
    const call = this.#call
    let fork = this.#lost.find(({ dialog }) => dialog.matches(response.toTag))
    if (fork === undefined && this.#lost.length >= MOST_FORKS) return
    if (fork?.told !== true) {
      const dialog = dialogOfSuccess(invite, call.localTag, response, fork?.dialog)
      if (fork === undefined) {
        fork = { dialog, told: false }
        this.#lost.push(fork)
      } else fork.dialog = dialog
    }
    const from = call.requesterOf(fork.dialog)
    const ack = { ...fork.dialog.request('ACK', invite.cseq), extra: from.digest?.inviteLines }
    from.transactions.sendAck(ack, from.destination)
    if (fork.told) return
    fork.told = true
    new DialogRequest(from, 'BYE', { extra: call.userAgentLine }, { onFinal() {}, onLost() {} })
  }
}
