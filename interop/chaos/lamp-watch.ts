/** Desk phones that carry the lamps of the mailboxes through the chaos: what each was told last must be what is there. */
import { nodeNetwork, systemClock } from '@mainline/sip'
import { SipPhone } from '@mainline/sip/testing'
import type { ServerFixture } from '../server-fixture.ts'
import type { Workspace } from '../workspace.ts'

/** The phones' own address, apart from the carrier's. */
const DESK_ADDRESS = '127.0.0.5'
/** Longer than any run: a phone that registers anew would be told again of what it had missed. */
const EXPIRES = 7_200

export class LampWatch implements AsyncDisposable {
  readonly #phones = new Map<string, SipPhone>()

  /** The first member's phone carries the lamp of the workspace's main number from now on. */
  async add(server: ServerFixture, workspace: Workspace): Promise<void> {
    const [member] = workspace.members
    if (!member) throw new Error('nobody carries the lamp')
    const path = `/numbers/${workspace.mainNumberId}/hunt-members`
    const { revision } = await server.api.get<{ revision: string }>(path)
    await server.api.put(path, {
      revision,
      members: [{ kind: 'number', numberId: member.numberId, lamp: true }],
    })
    const { username, password, domain } = member.login
    const phone = await SipPhone.open({
      network: nodeNetwork(),
      clock: systemClock(),
      address: DESK_ADDRESS,
      user: username,
      domain,
      credentials: { username, password },
      server: server.sip,
      takesNotify: true,
    })
    this.#phones.set(workspace.mainNumberId, phone)
    const status = await phone.register(EXPIRES)
    if (status !== 200) throw new Error(`a desk phone could not register: ${status}`)
  }

  /** What the lamp of a main number says, `new/saved`; undefined: nobody ever told it. */
  shown(mainNumberId: string): string | undefined {
    const summary = this.#phones.get(mainNumberId)?.unsolicited.at(-1)?.body.toString() ?? ''
    return /^Voice-Message: (\d+\/\d+)/m.exec(summary)?.[1]
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#phones.values()].map((phone) => phone.close()))
  }
}
