/** The calls of a user agent, and which of them a message is of (RFC 3261 §12.2.2, RFC 3891 §3). */
import type { Dialog } from '../dialog/dialog.ts'
import { tagId } from '../dialog/tag.ts'
import { parseReplaces, type Replaces, type ResponseParts, type SipRequest } from '../message/index.ts'
import { AdoptedCall } from './adopted-call.ts'
import type { BaseCall } from './base-call.ts'
import type { HeldCall } from './call-host.ts'
import { UacCall } from './uac-call.ts'

export class HeldCalls {
  readonly #calls = new Map<number, BaseCall>()
  /** By our tag, whose number is another user agent's. */
  readonly #adopted = new Map<string, AdoptedCall>()
  #lastId = 0

  get size(): number {
    return this.#calls.size
  }

  /** For the next call: small integers, each of one live call. */
  nextId(): number {
    do this.#lastId = this.#lastId >= 0x3fffffff ? 1 : this.#lastId + 1
    while (this.#calls.has(this.#lastId))
    return this.#lastId
  }

  add(call: BaseCall): void {
    this.#calls.set(call.id, call)
    if (call instanceof AdoptedCall) this.#adopted.set(call.localTag, call)
  }

  delete(call: HeldCall): void {
    this.#calls.delete(call.id)
    if (call instanceof AdoptedCall) this.#adopted.delete(call.localTag)
  }

  /** Forgets them all without telling anyone. */
  drop(): void {
    for (const call of this.#calls.values()) call.drop()
    this.#calls.clear()
    this.#adopted.clear()
  }

  /** One that another user agent held before. */
  adopted(localTag: string): AdoptedCall | undefined {
    return this.#adopted.get(localTag)
  }

  /** The call that we made with this tag and Call-ID. */
  made(localTag: string | undefined, callId: string): UacCall | undefined {
    const call = this.#calls.get(tagId(localTag))
    return call instanceof UacCall && call.localTag === localTag && call.callId === callId ? call : undefined
  }

  findDialog(request: SipRequest): { call: BaseCall; dialog: Dialog } | undefined {
    const call = this.#withTag(request.to.tag)
    if (call === undefined || call.callId !== request.callId) return undefined
    const dialog = call.dialogFor(request.from.tag)
    return dialog && { call, dialog }
  }

  findReplaced({ callId, toTag, fromTag }: Replaces): BaseCall | undefined {
    const call = this.#withTag(toTag)
    return call?.callId === callId && call.dialogFor(fromTag) !== undefined ? call : undefined
  }

  /** RFC 3891 §3: the call that an INVITE is to take the place of, or why it cannot. */
  replaced(request: SipRequest): BaseCall | ResponseParts | undefined {
    const fields = request.headers('Replaces')
    if (fields.length === 0) return undefined
    const replaces = fields.length === 1 ? parseReplaces(fields[0] ?? '') : undefined
    if (replaces === undefined) return { status: 400, reason: 'Malformed Replaces' }
    const call = this.findReplaced(replaces) ?? this.#findWatched(replaces)
    if (call === undefined) return { status: 481 }
    if (call.state === 'ending' || call.state === 'ended') return { status: 603 }
    // An early dialog is replaced only by whoever was called through us, never at the side that is being called.
    if (call.state === 'early') return call instanceof UacCall ? call : { status: 481 }
    return replaces.earlyOnly ? { status: 486 } : call
  }

  /**
   * An INVITE of ours came back unchanged: whoever should have sent it on has sent it to us (§16.3 step 4). One
   * that was retargeted on its way has another Request-URI and is a call of its own.
   */
  isLooped(request: SipRequest): boolean {
    return this.made(request.from.tag, request.callId)?.uri === request.uriText
  }

  /** Whoever knows of a phone that rings by watching it (RFC 4235) has the tags as that phone sees them. */
  #findWatched({ toTag: fromTag, fromTag: toTag, ...rest }: Replaces): BaseCall | undefined {
    const call = this.findReplaced({ ...rest, toTag, fromTag })
    return call?.state === 'early' ? call : undefined
  }

  #withTag(localTag: string | undefined): BaseCall | undefined {
    const call = this.#calls.get(tagId(localTag))
    if (call?.localTag === localTag) return call
    return localTag === undefined ? undefined : this.#adopted.get(localTag)
  }
}
