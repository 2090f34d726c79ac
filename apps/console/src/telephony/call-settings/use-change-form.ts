/** A dated change while it is edited: its routes are checked with every change by the functions of the core, again by the server. */
import { useLingui } from '@lingui/react/macro'
import { validateSettings } from '@mainline/pbx'
import { hashKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiRefusal, api } from '../../api/client.ts'
import { faultWords } from '../../api/server-words.ts'
import type { PhoneNumber } from '../main-number.tsx'
import type { DatedChange } from './dated-changes.tsx'
import type { CallSettings, Fault } from './use-call-settings-form.ts'
import { refreshChanges } from './use-take-back.tsx'

/** What of a change is edited. */
type Draft = Pick<DatedChange, 'name' | 'from' | 'until' | 'inHours' | 'outOfHours' | 'hours'>

const draftOf = ({ name, from, until, inHours, outOfHours, hours }: DatedChange): Draft => ({
  name,
  from,
  until,
  inHours,
  outOfHours,
  hours,
})

export function useChangeForm(
  number: PhoneNumber,
  change: DatedChange,
  settings: CallSettings,
  onSaved: () => void,
) {
  const { t } = useLingui()
  const client = useQueryClient()
  // What it began with: the list may bring a later one meanwhile.
  const [base, setBase] = useState(change)
  const [draft, setDraft] = useState(() => draftOf(change))
  const saving = useMutation({
    mutationFn: () =>
      api.updateDatedChange({
        params: { changeId: base.id },
        body: { version: base.version, ...draft } as never,
      }),
    onSuccess: onSaved,
    onSettled: () => void refreshChanges(client, number.id),
  })
  const refusal = saving.error instanceof ApiRefusal ? saving.error : undefined
  const stale = refusal?.code === 'stale-version' ? refusal : undefined
  const faults: readonly Fault[] = validateSettings(
    {
      version: 1,
      inHours: draft.inHours ?? settings.inHours,
      outOfHours: draft.outOfHours ?? settings.outOfHours,
      hours: draft.hours ?? settings.hours ?? undefined,
    },
    { e164: number.e164, hasMailbox: true },
  ).map(({ code, words, values }) => ({ code, words: faultWords({ code, message: words, values }), values }))
  const edit = (changed: Partial<Draft>) => {
    setDraft((old) => ({ ...old, ...changed }))
    if (saving.error) saving.reset()
  }
  return {
    draft,
    edit,
    changed: hashKey([draft]) !== hashKey([draftOf(base)]),
    faults,
    save: () => {
      if (faults.length === 0 && !saving.isPending) saving.mutate()
    },
    saving: saving.isPending,
    stale,
    error: stale ? undefined : saving.error,
    /** What they changed since it was opened. */
    theirChanges: (theirs: DatedChange) => {
      const parts: readonly (readonly [string, (of: Draft) => unknown])[] = [
        [t`Name`, ({ name }) => name],
        [t`From`, ({ from }) => from],
        [t`Until`, ({ until }) => until],
        [t`In hours`, ({ inHours }) => inHours],
        [t`Out of hours`, ({ outOfHours }) => outOfHours],
        [t`Opening hours`, ({ hours }) => hours],
      ]
      return parts.filter(([, of]) => hashKey([of(theirs)]) !== hashKey([of(base)])).map(([words]) => words)
    },
    keepMine: (theirs: DatedChange) => {
      setBase(theirs)
      saving.reset()
    },
    takeTheirs: (theirs: DatedChange) => {
      setBase(theirs)
      edit(draftOf(theirs))
    },
  }
}
