/** What a seat does to its calls: each a request; what is refused is said beside the call. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ApiRefusal, api } from '../api/client.ts'
import type { DeskAction, DeskCall, Person } from './desk-state.ts'
import { deskKey } from './use-desk.ts'

type Order = Parameters<typeof api.orderSeatCall>[0]['body']

/** What was refused, of which call. */
export interface Refusal {
  readonly liveCallId: string
  readonly company: string
  readonly words: string
}

/** A second click within so long, while the call is shown as it was at the first, is none, ms. */
const SAME_CLICK_MS = 1_000

export function useSeatActions(siteId: string, seatId: string | undefined) {
  const client = useQueryClient()
  const [refusal, setRefusal] = useState<Refusal>()
  const refresh = () => client.invalidateQueries({ queryKey: deskKey(siteId) })
  const run = useMutation({
    mutationFn: async ({ work }: { liveCallId: string; company?: string; work: () => Promise<unknown> }) =>
      work(),
    onMutate: () => setRefusal(undefined),
    onError: (error, { liveCallId, company = '' }) => {
      const words = error instanceof ApiRefusal ? error.message : String(error.message)
      setRefusal({ liveCallId, company, words })
    },
    onSettled: () => void refresh(),
  })
  const last = useRef({ deed: '', at: 0 })
  const once = (call: DeskCall, what: string, work: () => Promise<unknown>) => {
    const deed = [what, call.liveCallId, call.state, call.stateSince].join(' ')
    const at = performance.now()
    if (last.current.deed === deed && at - last.current.at < SAME_CLICK_MS) return
    last.current = { deed, at }
    void work().catch(() => {})
  }
  const params = { seatId: seatId ?? '' }
  const order = (body: Order) =>
    run.mutateAsync({ liveCallId: body.liveCallId, work: () => api.orderSeatCall({ params, body }) })
  const take = (call: DeskCall) =>
    run.mutateAsync({
      liveCallId: call.liveCallId,
      company: call.organizationName,
      work: () => api.takeWaitingCall({ params, body: { liveCallId: call.liveCallId } }),
    })
  return {
    busy: run.isPending,
    refusalOf: (call: DeskCall | undefined) =>
      refusal?.liveCallId === call?.liveCallId ? refusal?.words : undefined,
    /** The call that something was refused of is not shown any more: whose it is now, for instance. */
    refusalOfGone: (call: DeskCall | undefined) =>
      refusal && refusal.liveCallId !== call?.liveCallId ? refusal : undefined,
    take: (call: DeskCall) => void take(call).catch(() => {}),
    /** Holds one and takes another, in this order. */
    holdAndTake: (talking: DeskCall, next: DeskCall) =>
      void order({ do: 'hold', liveCallId: talking.liveCallId })
        .then(() => take(next))
        .catch(() => {}),
    holdAndResume: (talking: DeskCall, held: DeskCall) =>
      void order({ do: 'hold', liveCallId: talking.liveCallId })
        .then(() => order({ do: 'resume', liveCallId: held.liveCallId }))
        .catch(() => {}),
    act: (call: DeskCall, action: Exclude<DeskAction, 'answer' | 'transfer'>) =>
      once(call, action, () => order({ do: action, liveCallId: call.liveCallId })),
    pass: (call: DeskCall, how: 'ask' | 'pass', person: Person) =>
      once(call, `${how} ${person.numberId}`, () =>
        order({ do: how, liveCallId: call.liveCallId, to: { numberId: person.numberId } }),
      ),
    /** @param e164 of somebody outside */
    passOutside: (call: DeskCall, how: 'ask' | 'pass', e164: string) =>
      once(call, `${how} ${e164}`, () =>
        order({ do: how, liveCallId: call.liveCallId, to: { outside: e164 } }),
      ),
  }
}
