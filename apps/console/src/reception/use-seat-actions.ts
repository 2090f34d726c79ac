/** What a seat does to its calls: each a request; what is refused is said beside the call. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
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
      void order({ do: action, liveCallId: call.liveCallId }).catch(() => {}),
    pass: (call: DeskCall, how: 'ask' | 'pass', person: Person) =>
      void order({ do: how, liveCallId: call.liveCallId, to: { numberId: person.numberId } }).catch(() => {}),
    /** @param e164 of somebody outside */
    passOutside: (call: DeskCall, how: 'ask' | 'pass', e164: string) =>
      void order({
        do: how,
        liveCallId: call.liveCallId,
        to: { outside: e164 },
      }).catch(() => {}),
  }
}
