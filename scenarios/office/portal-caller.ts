/** Somebody on the telephone with the voice portal of the office: presses keys, hears prompts. */
import type { PhoneCall } from '@mainline/sip/testing'
import {
  beginMessage,
  findMailboxOfNumber,
  finishMessage,
  type Mailbox,
  setOwnPin,
  updateSite,
} from '@mainline/storage'
import { must, testSecrets } from '@mainline/storage/testing'
import type { Office } from './office.ts'

export const PORTAL_NUMBER = '+442079469999'
export const PORTAL_EXTENSION = '99'
export const OWN_PIN = '582935'

/** Gives the site a voice portal, and the main number's mailbox a PIN of its own. @returns the mailbox */
export async function equipPortal(office: Office, pin: string | undefined = OWN_PIN): Promise<Mailbox> {
  let mailbox: Mailbox | undefined
  await office.settings.change(async (tx, { site, main }) => {
    must(
      await updateSite(tx, site.id, site.version, {
        portalNumber: PORTAL_NUMBER,
        portalExtension: PORTAL_EXTENSION,
      }),
    )
    mailbox = await findMailboxOfNumber(tx, main.id)
    if (mailbox && pin !== '') must(await setOwnPin(tx, testSecrets, mailbox, pin))
  })
  if (!mailbox) throw new Error('the main number has no mailbox')
  return mailbox
}

/** Leaves messages as callers would have, one an hour, the last an hour ago. @returns their ids, the oldest first */
export async function leaveMessages(
  office: Office,
  mailbox: Mailbox,
  callers: readonly (string | null)[],
): Promise<string[]> {
  const ids: string[] = []
  await office.settings.change(async (tx) => {
    for (const [index, callerNumber] of callers.entries()) {
      const startedAt = office.now - (callers.length - index) * 3_600_000
      const message = { mailboxId: mailbox.id, callId: `${index}`, callerNumber, callerName: null, startedAt }
      const { id } = must(await beginMessage(tx, { ...message, path: '{id}.wav' }))
      await finishMessage(tx, id, { seconds: 7 })
      ids.push(id)
    }
  })
  return ids
}

export class PortalCaller {
  readonly call: PhoneCall
  readonly #office: Office
  #heard: number

  private constructor(office: Office, call: PhoneCall) {
    this.#office = office
    this.call = call
    this.#heard = office.media.played.length
  }

  /** Calls from outside, or from the phone of somebody who works here. */
  static async dial(office: Office, number = PORTAL_NUMBER, who?: string): Promise<PortalCaller> {
    const call = who === undefined ? office.callFromOutside(number) : office.phone(who).call(number)
    const caller = new PortalCaller(office, call)
    await office.happens('the portal answers', call.answered)
    return caller
  }

  /** Takes over a call that has led to the portal. */
  static of(office: Office, call: PhoneCall): PortalCaller {
    return new PortalCaller(office, call)
  }

  /** By RFC 4733, as far as the engine can tell. */
  press(keys: string): void {
    for (const key of keys) this.#office.media.press(key)
  }

  /** By SIP INFO. */
  async pressByInfo(keys: string): Promise<void> {
    for (const key of keys) {
      const sent = this.call.info({
        contentType: 'application/dtmf-relay',
        body: `Signal=${key}\r\nDuration=160\r\n`,
      })
      const status = await this.#office.happens('the key is taken', sent)
      if (status !== 200) throw new Error(`the key was answered by ${status}`)
    }
  }

  /** Lets time go by until the caller hears it, a prompt or a file; later than what was heard before. */
  async hears(prompt: string): Promise<void> {
    const { media } = this.#office
    for (let waited = 0; waited < 60_000; waited += 100) {
      const at = media.played
        .slice(this.#heard)
        .findIndex((name) => name === prompt || name.endsWith(`/${prompt}`))
      if (at >= 0) {
        this.#heard += at + 1
        return
      }
      await this.#office.pass(0.1)
    }
    throw new Error(
      `“${prompt}” was not heard within a minute, but ${media.played.slice(this.#heard).join(', ')}`,
    )
  }

  /** Hears it, and only then presses keys. */
  async hearsAndPresses(prompt: string, keys: string): Promise<void> {
    await this.hears(prompt)
    this.press(keys)
  }

  async isSentAway(): Promise<void> {
    await this.#office.happens('the portal hangs up', this.call.ended)
  }
}
