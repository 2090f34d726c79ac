/** Somebody whom the call is passed on to rings, for as long as the reception's rules give (C8). */
import { defaultReception } from '../../reception/reception-rules.ts'
import type { CallCommand } from '../call-command.ts'
import type { Person } from '../desk-order.ts'
import { newLeg } from '../legs.ts'
import type { Turn } from '../turn.ts'

type Line = Extract<CallCommand, { do: 'ringLegs' }>['line']

/** Timer `transfer` fires when nobody has answered in time. */
export function ringPerson(turn: Turn, { id, name, targets }: Person, line: Line): void {
  const { call } = turn
  const { number, caller } = call.plan
  const seconds = (number.reception ?? defaultReception).transferSeconds
  const orders = targets.map((target, index) => ({
    leg: call.nextLeg + index,
    memberId: id,
    target,
    confirm: false,
    limitSeconds: seconds,
  }))
  call.nextLeg += orders.length
  call.legs = call.legs.concat(
    orders.map(({ leg, target }) => {
      const external = typeof target === 'string'
      return newLeg(turn, leg, { id, name, external }, external ? target : target.id)
    }),
  )
  turn.commands.push(
    {
      do: 'ringLegs',
      legs: orders,
      display: caller.name ?? caller.number ?? 'Anonymous',
      called: number.e164,
      organization: number.organizationName,
      line,
    },
    { do: 'startTimer', name: 'transfer', seconds },
  )
}
