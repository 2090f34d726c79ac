/** The chosen members while the dialog is open: what would ring, what is saved, and who was faster. */

import { useLingui } from '@lingui/react/macro'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { type AnswerOf, ApiRefusal, api } from '../../api/client.ts'
import { unregisteredSince } from '../../devices/registered.tsx'

export interface Candidate {
  readonly key: string
  readonly kind: 'number' | 'external'
  readonly e164: string
  readonly extension: string | null
  readonly name: string
  readonly devices: number
  readonly registered: number
  /** Since when none is registered, where one was. */
  readonly unregisteredSince: string | null
  /** Since when one of its phones is on a call. */
  readonly talkingSince: string | null
  readonly chosen: boolean
  /** Its phones show that the main number has messages. */
  readonly lamp: boolean
}

export type HuntGroup = AnswerOf<'listHuntMembers'>

interface Data {
  readonly group: HuntGroup
  readonly candidates: AnswerOf<'listHuntMemberCandidates'>['items']
  readonly devices: AnswerOf<'listDevices'>['items']
}

interface Outside {
  readonly e164: string
  readonly name: string
}

export function useHuntGroupForm(
  numberId: string,
  { group, candidates, devices }: Data,
  onSaved: () => void,
) {
  const { t } = useLingui()
  const client = useQueryClient()
  // Of the list that was opened: what comes anew while the dialog is open is not what the choice was made on (N12).
  const [revision, setRevision] = useState(group.revision)
  const [chosenNumbers, setChosen] = useState(() => numbersOf(group))
  const [lamps, setLamps] = useState(() => lampsOf(group))
  const [outside, setOutside] = useState<readonly ChosenOutside[]>(() => outsideOf(group))
  const rows = useMemo((): readonly Candidate[] => {
    const byNumber = Map.groupBy(devices, (device) => device.numberId)
    const own = candidates.map(({ numberId: id, e164, extension, label }): Candidate => {
      const phones = byNumber.get(id) ?? []
      return {
        key: id,
        kind: 'number',
        e164,
        extension,
        name: label,
        devices: phones.length,
        registered: phones.filter(({ registered }) => registered).length,
        unregisteredSince: unregisteredSince(phones),
        talkingSince: phones.flatMap(({ talkingSince }) => talkingSince ?? []).sort()[0] ?? null,
        chosen: chosenNumbers.has(id),
        lamp: lamps.has(id),
      }
    })
    const others = outside.map(
      ({ e164, name, chosen }): Candidate => ({
        key: e164,
        kind: 'external',
        e164,
        extension: null,
        name,
        devices: 0,
        registered: 0,
        unregisteredSince: null,
        talkingSince: null,
        chosen,
        lamp: false,
      }),
    )
    return [...own, ...others]
  }, [candidates, devices, chosenNumbers, lamps, outside])
  const chosen = rows.filter((row) => row.chosen)
  const saving = useMutation({
    mutationFn: (typed: Outside | undefined) =>
      api.setHuntMembers({
        params: { numberId },
        body: {
          revision,
          members: [
            ...membersOf(chosen.filter(({ e164 }) => e164 !== typed?.e164)),
            ...(typed ? [{ kind: 'external' as const, ...typed }] : []),
          ],
        },
      }),
    onSuccess: () => {
      for (const key of ['hunt-members', 'hunt-group', 'main-number'])
        void client.invalidateQueries({ queryKey: [key, numberId] })
      notifications.show({ message: t`The hunt group is saved; the next call rings it.` })
      onSaved()
    },
  })
  const stale =
    saving.error instanceof ApiRefusal && saving.error.code === 'members-changed' ? saving.error : undefined
  const goOnFrom = (theirs: HuntGroup) => {
    setRevision(theirs.revision)
    saving.reset()
  }
  const toggle = (key: string) => {
    setOutside((old) => old.map((one) => (one.e164 === key ? { ...one, chosen: !one.chosen } : one)))
    if (candidates.some((one) => one.numberId === key))
      setChosen((old) =>
        old.has(key) ? new Set([...old].filter((id) => id !== key)) : new Set([...old, key]),
      )
  }
  const allChosen = rows.length > 0 && chosen.length === rows.length
  return {
    rows,
    chosen,
    allChosen,
    ringing: chosen.filter(({ kind, registered }) => kind === 'external' || registered > 0).length,
    silent: chosen.filter(({ kind, registered }) => kind === 'number' && registered === 0),
    toggle,
    toggleLamp: (key: string) =>
      setLamps((old) =>
        old.has(key) ? new Set([...old].filter((id) => id !== key)) : new Set([...old, key]),
      ),
    toggleAll: () => {
      setChosen(allChosen ? new Set() : new Set(candidates.map((one) => one.numberId)))
      setOutside((old) => old.map((one) => ({ ...one, chosen: !allChosen })))
    },
    addOutside: (e164: string, name: string) =>
      setOutside((old) => [...old.filter((one) => one.e164 !== e164), { e164, name, chosen: true }]),
    changed: rows.some(differsFrom(group)),
    /** @param typed one more outside number */
    save: (typed?: Outside) => {
      if (!saving.isPending) saving.mutate(typed)
    },
    saving: saving.isPending,
    stale,
    error: stale ? null : saving.error,
    keepMine: goOnFrom,
    takeTheirs: (theirs: HuntGroup) => {
      setChosen(numbersOf(theirs))
      setLamps(lampsOf(theirs))
      setOutside(outsideOf(theirs))
      goOnFrom(theirs)
    },
  }
}

const membersOf = (rows: readonly Candidate[]) =>
  rows.map((row) =>
    row.kind === 'number'
      ? { kind: 'number' as const, numberId: row.key, lamp: row.lamp }
      : { kind: 'external' as const, e164: row.e164, name: row.name },
  )

/** Whether what is chosen for a candidate is not what is saved. */
function differsFrom(group: HuntGroup): (row: Candidate) => boolean {
  const saved = new Set([...numbersOf(group), ...outsideOf(group).map(({ e164 }) => e164)])
  const lamps = lampsOf(group)
  return ({ key, chosen, lamp }) => chosen !== saved.has(key) || (chosen && lamp !== lamps.has(key))
}

interface ChosenOutside extends Outside {
  readonly chosen: boolean
}

const numbersOf = ({ members }: HuntGroup): ReadonlySet<string> =>
  new Set(members.flatMap((member) => (member.kind === 'number' ? [member.numberId] : [])))

const lampsOf = ({ members }: HuntGroup): ReadonlySet<string> =>
  new Set(members.flatMap((member) => (member.kind === 'number' && member.lamp ? [member.numberId] : [])))

const outsideOf = ({ members }: HuntGroup): readonly ChosenOutside[] =>
  members.flatMap((member) =>
    member.kind === 'external' ? [{ e164: member.e164, name: member.name, chosen: true }] : [],
  )
