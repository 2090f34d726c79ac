/** A form of a site that is saved as a whole: what it is about, its fields, what became of saving; Ctrl Enter saves it. */
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { type FormEvent, type ReactNode, useRef } from 'react'
import { Note } from '../parts/state-badge.tsx'
import { StayWhile } from '../parts/stay-while.tsx'
import { StaleNote } from '../telephony/stale-note.tsx'
import { useDialogKeys } from '../telephony/use-dialog-keys.ts'
import classes from './site-form.module.css'
import type { SiteDraft } from './use-site-draft.ts'

interface Props<Saved extends { version: number }> {
  readonly about: ReactNode
  /** The role may look, and change nothing. */
  readonly readOnly: boolean
  readonly draft: Omit<SiteDraft<Saved>, 'fields' | 'before' | 'change'>
  /** What somebody has saved in between changed, in words. */
  readonly whatTheyChanged?: (theirs: Saved) => readonly string[]
  /** Where it is not for the next call that it holds. */
  readonly savedWords?: ReactNode
  readonly children: ReactNode
}

export function SiteForm<Saved extends { version: number }>(props: Props<Saved>) {
  const { about, readOnly, draft, whatTheyChanged, savedWords, children } = props
  const { changed, save, saving, saved, error, stale } = draft
  const form = useRef<HTMLFormElement>(null)
  useDialogKeys({ onSave: () => readOnly || form.current?.requestSubmit() })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!saving) save()
  }
  return (
    <form ref={form} className={`card ${classes.form}`} onSubmit={submit}>
      <StayWhile unsaved={() => changed} />
      <p className="middle">{about}</p>
      <fieldset disabled={readOnly} className={classes.fields}>
        {children}
      </fieldset>
      {stale && (
        <StaleNote<Saved> who={() => null} {...(whatTheyChanged && { what: whatTheyChanged })} {...stale} />
      )}
      {error && (
        <Note tone="bad" icon={<IconAlertTriangle size={16} aria-hidden />}>
          {error.message}
        </Note>
      )}
      {saved && (
        <Note tone="ok" icon={<IconCircleCheck size={16} aria-hidden />}>
          {savedWords ?? <Trans>Saved. It holds for the next call.</Trans>}
        </Note>
      )}
      {!readOnly && (
        <div>
          <Button type="submit" loading={saving} aria-keyshortcuts="Control+Enter">
            <Trans>Save</Trans>
          </Button>
        </div>
      )}
    </form>
  )
}
