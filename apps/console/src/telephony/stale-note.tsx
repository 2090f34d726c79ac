/** Somebody saved in between (N12): nothing typed is lost; the person decides whose version goes on. */
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import type { ApiRefusal } from '../api/client.ts'
import { Note } from '../parts/state-badge.tsx'
import classes from './stale-note.module.css'

interface Props<Thing> {
  readonly error: ApiRefusal
  /** Who changed it, as the thing itself says. */
  readonly who: (theirs: Thing) => string | null
  /** What they changed, where that is known. */
  readonly what?: (theirs: Thing) => readonly string[]
  readonly onMine: (theirs: Thing) => void
  readonly onTheirs: (theirs: Thing) => void
}

export function StaleNote<Thing>({ error, who, what, onMine, onTheirs }: Props<Thing>) {
  const theirs = error.details?.current as Thing | undefined
  const changes = (theirs && what?.(theirs).join(', ')) ?? ''
  return (
    <div role="alert">
      <Note tone="wait" icon={<IconUsers size={16} aria-hidden />}>
        {theirs ? <SavedBy who={who(theirs)} /> : error.message}
        {changes !== '' && (
          <>
            {' '}
            <Trans>Changed there: {changes}.</Trans>
          </>
        )}
        {theirs && (
          <div className={classes.ways}>
            <Button size="compact-sm" variant="default" onClick={() => onMine(theirs)}>
              <Trans>Keep mine</Trans>
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => onTheirs(theirs)}>
              <Trans>Take theirs</Trans>
            </Button>
          </div>
        )}
      </Note>
    </div>
  )
}

const SavedBy = ({ who }: { who: string | null }) =>
  who ? (
    <Trans>{who} saved in between. Your text is still here.</Trans>
  ) : (
    <Trans>Somebody saved in between. Your text is still here.</Trans>
  )
