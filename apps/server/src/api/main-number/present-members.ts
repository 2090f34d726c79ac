/** Members of a hunt group with the phones that would ring now (M4, M10). */
import type { getMainNumber, MethodOutput } from '@mainline/contract'
import type { LivePlan } from '@mainline/storage'

type Member = MethodOutput<typeof getMainNumber>['members'][number]

export function presentMembers({ plan, devices }: LivePlan): Member[] {
  return plan.members.map((member) => {
    const { id, kind, e164, name } = member
    if (member.kind === 'external')
      return { id, kind, numberId: null, e164, name, state: null, devices: 0, registered: 0 }
    const own = devices.filter((device) => device.numberId === member.numberId)
    const registered = own.filter(({ registrations }) => registrations.length > 0).length
    return {
      id,
      kind,
      numberId: member.numberId,
      e164,
      name,
      state: member.state,
      devices: own.length,
      registered,
    }
  })
}
