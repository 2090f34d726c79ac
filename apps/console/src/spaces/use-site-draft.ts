/**
 * What is typed about a site and not saved yet: kept against the version that it began with (N12), whatever comes in meanwhile.
 */
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ApiRefusal } from '../api/client.ts'

interface Options<Saved, Fields> {
  /** As it is known now: an untouched form follows it. */
  readonly loaded: Saved
  /** What of it the form edits. */
  readonly fieldsOf: (saved: Saved) => Fields
  /** @param before the same fields as they were saved last, as far as this form knows */
  readonly send: (body: Fields & { version: number }, before: Fields) => Promise<Saved>
  readonly onSaved: (now: Saved) => void
}

export interface SiteDraft<Saved extends { version: number } = { version: number }, Fields = unknown> {
  readonly fields: Fields
  /** As they were when the form was filled, or saved last. */
  readonly before: Fields
  readonly change: (what: Partial<Fields>) => void
  readonly changed: boolean
  readonly save: () => void
  readonly saving: boolean
  readonly saved: boolean
  /** What was refused, unless somebody saved in between. */
  readonly error: Error | null
  /** Somebody saved in between, and the two ways on. */
  readonly stale:
    | { readonly error: ApiRefusal; onMine(theirs: Saved): void; onTheirs(theirs: Saved): void }
    | undefined
}

export function useSiteDraft<Saved extends { version: number }, Fields extends object>({
  loaded,
  fieldsOf,
  send,
  onSaved,
}: Options<Saved, Fields>): SiteDraft<Saved, Fields> {
  const [base, setBase] = useState(loaded)
  const [fields, setFields] = useState(() => fieldsOf(loaded))
  const before = fieldsOf(base)
  const changed = JSON.stringify(fields) !== JSON.stringify(before)
  const take = (saved: Saved) => {
    setBase(saved)
    setFields(fieldsOf(saved))
  }
  /** What was typed since it was sent stays, and is not saved yet. */
  const takeSent = (saved: Saved, sent: Fields) => {
    setBase(saved)
    setFields((now) => ({ ...fieldsOf(saved), ...typedSince(sent, now) }))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: `take` is of this moment, what it does is not
  useEffect(() => {
    if (!changed && loaded.version !== base.version) take(loaded)
  }, [loaded, base.version, changed])
  const sending = useMutation({
    mutationFn: ({ version, sent }: { version: number; sent: Fields }) => send({ ...sent, version }, before),
    onSuccess: (now, { sent }) => {
      takeSent(now, sent)
      onSaved(now)
    },
  })
  const { error } = sending
  const stale = error instanceof ApiRefusal && error.code === 'stale-version' ? error : undefined
  return {
    fields,
    before,
    change: (what) => setFields((now) => ({ ...now, ...what })),
    changed,
    save: () => sending.mutate({ version: base.version, sent: fields }),
    saving: sending.isPending,
    saved: sending.isSuccess && !changed,
    error: stale ? null : error,
    stale: stale && {
      error: stale,
      onMine: (theirs) => {
        setBase({ ...base, version: theirs.version })
        sending.mutate({ version: theirs.version, sent: fields })
      },
      onTheirs: (theirs) => {
        sending.reset()
        take(theirs)
        onSaved(theirs)
      },
    },
  }
}

/** Those fields that differ from what was sent. */
function typedSince<Fields extends object>(sent: Fields, now: Fields): Partial<Fields> {
  const isTyped = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(sent[name as keyof Fields])
  return Object.fromEntries(Object.entries(now).filter(isTyped)) as Partial<Fields>
}
