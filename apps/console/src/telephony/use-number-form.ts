/** The fields of a number while they are edited: what changed is sent, with the version that it began from (N12). */
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ApiRefusal, api } from '../api/client.ts'
import type { PhoneNumber } from './main-number.tsx'
import { refreshNumbers } from './use-activation.tsx'

/** As the fields have it. */
export interface NumberDraft {
  readonly label: string
  /** Digits; empty: none. */
  readonly extension: string
  readonly assignedTo: string | null
  readonly language: string | null
  readonly special: boolean
}

type Field = keyof NumberDraft

const draftOf = ({ label, extension, assignedTo, language, special }: PhoneNumber): NumberDraft => ({
  label,
  extension: extension ?? '',
  assignedTo,
  language,
  special,
})

/** What somebody typed over what there was. */
const editsOf = (draft: NumberDraft, base: PhoneNumber): Partial<NumberDraft> => {
  const was = draftOf(base)
  return Object.fromEntries(
    Object.entries(draft).filter(([field, value]) => value !== was[field as Field]),
  ) as Partial<NumberDraft>
}

interface Sent {
  readonly draft: NumberDraft
  readonly base: PhoneNumber
}

export function useNumberForm(number: PhoneNumber, onSaved: () => void) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [base, setBase] = useState(number)
  const [draft, setDraft] = useState(() => draftOf(number))
  const saving = useMutation({
    mutationFn: (sent: Sent) => {
      const { extension, ...edits } = editsOf(sent.draft, sent.base)
      return api.updateNumber({
        params: { numberId: number.id },
        body: {
          version: sent.base.version,
          ...edits,
          ...(extension !== undefined && { extension: extension === '' ? null : Number(extension) }),
        },
      })
    },
    onSuccess: onSaved,
    onSettled: () => refreshNumbers(client),
  })
  const refusal = saving.error instanceof ApiRefusal ? saving.error : undefined
  const stale = refusal?.code === 'stale-version' ? refusal : undefined
  const faulty = refusal && fieldOf(refusal)
  useEffect(() => {
    if (faulty) document.querySelector<HTMLElement>('[role="dialog"] [aria-invalid="true"]')?.focus()
  }, [faulty])
  const words: Readonly<Record<Field, string>> = {
    label: t`Name`,
    extension: 'EXT',
    assignedTo: t`Assigned to`,
    language: t`Language of what is spoken`,
    special: t`Chosen for its digits`,
  }
  const take = (sent: Sent) => {
    setBase(sent.base)
    setDraft(sent.draft)
  }
  return {
    draft,
    change: (changed: Partial<NumberDraft>) => {
      setDraft((old) => ({ ...old, ...changed }))
      if (saving.error && !stale) saving.reset()
    },
    save: () => {
      if (Object.keys(editsOf(draft, base)).length === 0) onSaved()
      else saving.mutate({ draft, base })
    },
    saving: saving.isPending,
    /** What belongs to no field. */
    error: stale || faulty ? null : saving.error,
    fault: faulty ? saving.error : null,
    faultOf: (field: Field) => (faulty === field ? refusal?.message : undefined),
    stale,
    theirChanges: (theirs: PhoneNumber) =>
      Object.keys(editsOf(draftOf(theirs), base)).map((field) => words[field as Field]),
    keepMine: (theirs: PhoneNumber) => {
      const mine = { base: theirs, draft: { ...draftOf(theirs), ...editsOf(draft, base) } }
      take(mine)
      saving.mutate(mine)
    },
    takeTheirs: (theirs: PhoneNumber) => {
      take({ base: theirs, draft: draftOf(theirs) })
      saving.reset()
    },
  }
}

/** Which field a refusal is about; undefined: none, or another matter. */
function fieldOf({ code, details }: ApiRefusal): Field | undefined {
  if (code.startsWith('extension-')) return 'extension'
  if (code === 'user-elsewhere') return 'assignedTo'
  const named = details?.fields?.map(({ field }) => field.replace(/^body\./, ''))[0]
  return (['label', 'extension', 'assignedTo'] as const).find((field) => field === named)
}
