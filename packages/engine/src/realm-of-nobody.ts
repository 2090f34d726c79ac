/**
 * In which realm a name is challenged that nobody has: as if it were some device's, or the realm would tell strangers which names there
 * are (C2). The same name gets the same realm, and keeps it when others come.
 */
import { createHmac } from 'node:crypto'

export class RealmOfNobody {
  readonly #secret: string
  /** What nobody else knows of each realm. */
  readonly #realms = new Map<string, number>()

  /** @param secret whoever has the same, and knows the same realms, says the same */
  constructor(secret: string) {
    this.#secret = secret
  }

  /** Devices have been asked in it. */
  know(realm: string): void {
    if (!this.#realms.has(realm)) this.#realms.set(realm, this.#number(`realm ${realm}`))
  }

  /**
   * The realm that goes best with the name; undefined while none is known. One hash for each stranger, however many sites there are: as
   * many as there are realms would be a burden that anybody could put on the calls.
   */
  of(username: string): string | undefined {
    const name = this.#number(`name ${username}`)
    let chosen: string | undefined
    let highest = -1
    for (const [realm, number] of this.#realms) {
      const rank = mixed(number ^ name)
      if (rank > highest) [chosen, highest] = [realm, rank]
    }
    return chosen
  }

  #number(text: string): number {
    return createHmac('sha256', this.#secret).update(text).digest().readUInt32BE(0)
  }
}

/** Each bit of it depends on every bit of the number. */
function mixed(number: number): number {
  let bits = number
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d)
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b)
  return (bits ^ (bits >>> 16)) >>> 0
}
