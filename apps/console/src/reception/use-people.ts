/** The people of the organization that a call is for, and who of them is meant. */
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../api/client.ts'
import type { DeskCall } from './desk-state.ts'

export function usePeople(call: DeskCall | undefined) {
  const { siteId = '', organizationId } = call ?? {}
  const { data } = useQuery({
    queryKey: ['reception-people', siteId, organizationId],
    enabled: typeof organizationId === 'string',
    queryFn: () => api.listReceptionPeople({ params: { siteId, organizationId: organizationId ?? '' } }),
    refetchInterval: 2_000,
  })
  const [text, setText] = useState('')
  const [numberId, setNumberId] = useState<string>()
  const [outside, setOutside] = useState('')
  const finder = useRef<HTMLInputElement>(null)
  const outsideField = useRef<HTMLInputElement>(null)
  const all = typeof organizationId === 'string' ? (data?.items ?? []) : []
  const wanted = text.trim().toLowerCase()
  const found = all.filter(
    ({ name, assignedName, title, extension }) =>
      [name, assignedName, title].some((text) => text?.toLowerCase().includes(wanted)) ||
      extension?.startsWith(wanted),
  )
  return {
    all,
    found,
    text,
    setText,
    finder,
    outside,
    setOutside,
    outsideField,
    chosen: found.find((person) => person.numberId === numberId) ?? (wanted === '' ? undefined : found[0]),
    choose: (person: { numberId: string }) => setNumberId(person.numberId),
  }
}
