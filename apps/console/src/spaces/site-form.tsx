/** A form of a site that is saved as a whole: what it is about, its fields, what became of saving. */
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import type { FormEvent, ReactNode } from 'react'
import { Note } from '../parts/state-badge.tsx'
import classes from './site-form.module.css'

interface Props {
  readonly about: ReactNode
  /** The role may look, and change nothing. */
  readonly readOnly: boolean
  readonly save: {
    readonly error: Error | null
    readonly isSuccess: boolean
    readonly isPending: boolean
    readonly mutate: () => void
  }
  readonly children: ReactNode
}

export function SiteForm({ about, readOnly, save, children }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className={`card ${classes.form}`} onSubmit={submit}>
      <p className="middle">{about}</p>
      <fieldset disabled={readOnly} className={classes.fields}>
        {children}
      </fieldset>
      {save.error && (
        <Note tone="bad" icon={<IconAlertTriangle size={16} aria-hidden />}>
          {save.error.message}
        </Note>
      )}
      {save.isSuccess && (
        <Note tone="ok" icon={<IconCircleCheck size={16} aria-hidden />}>
          <Trans>Saved. It holds for the next call.</Trans>
        </Note>
      )}
      {!readOnly && (
        <div>
          <Button type="submit" loading={save.isPending}>
            <Trans>Save</Trans>
          </Button>
        </div>
      )}
    </form>
  )
}
