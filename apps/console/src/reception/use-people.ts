/** The people of the organization that a call is for, and who of them is meant. */
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../api/client.ts'
import type { DeskCall } from './desk-state.ts'

/** @returns of the company that was called, who can be reached there now; undefined until it is known */
export function usePeopleOf(call: DeskCall | undefined) {
  const { siteId = '', organizationId } = call ?? {}
  const { data } = useQuery({
    queryKey: ['reception-people', siteId, organizationId],
    enabled: typeof organizationId === 'string',
    queryFn: () => api.listReceptionPeople({ params: { siteId, organizationId: organizationId ?? '' } }),
    refetchInterval: 2_000,
  })
  return typeof organizationId === 'string' ? data?.items : undefined
}

/** What was typed and chosen for one call: the next one begins without it. */
interface Typed {
  readonly of: string | undefined
  readonly text: string
  readonly outside: string
  readonly numberId?: string
}

export function usePeople(call: DeskCall | undefined) {
  const all = usePeopleOf(call) ?? []
  const nothing: Typed = { of: call?.liveCallId, text: '', outside: '' }
  const [typed, setTyped] = useState(nothing)
  const { text, outside, numberId } = typed.of === call?.liveCallId ? typed : nothing
  const change = (what: Partial<Typed>) =>
    setTyped((old) => ({ ...(old.of === call?.liveCallId ? old : nothing), ...what }))
  const finder = useRef<HTMLInputElement>(null)
  const outsideField = useRef<HTMLInputElement>(null)
  const wanted = text.trim().toLowerCase()
  const found = all.filter(
    ({ name, assignedName, title, extension }) =>
      [name, assignedName, title].some((text) => text?.toLowerCase().includes(wanted)) ||
      extension?.startsWith(wanted),
  )
  return {
    found,
    text,
    setText: (text: string) => change({ text }),
    finder,
    outside,
    setOutside: (outside: string) => change({ outside }),
    outsideField,
    chosen: found.find((person) => person.numberId === numberId) ?? (wanted === '' ? undefined : found[0]),
    choose: ({ numberId }: { numberId: string }) => change({ numberId }),
  }
}
