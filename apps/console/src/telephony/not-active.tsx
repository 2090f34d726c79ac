/** What a main number says that receives no calls yet: what to do first. */
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import type { MainAction } from './main-actions.tsx'
import type { PhoneNumber } from './main-number.tsx'
import classes from './not-active.module.css'

export function ReservedNote({ actions }: { number: PhoneNumber; actions: readonly MainAction[] }) {
  const activate = actions.find(({ id }) => id === 'activate')
  return (
    <div className={classes.note}>
      <p className={classes.sentence}>
        <strong>
          <Trans>Nobody is reached yet.</Trans>
        </strong>{' '}
        <Trans>The number is reserved; callers hear that it does not exist.</Trans>
      </p>
      <p className="middle">
        <Trans>
          Activating it takes one voice service. It then rings the hunt group for 20 s, then takes a message;
          out of hours it takes a message at once. Everything can be changed afterwards.
        </Trans>
      </p>
      {activate && (
        <Button
          leftSection={<IconBookmark size={16} aria-hidden />}
          loading={activate.running}
          onClick={activate.run}
        >
          <Trans>Activate this number</Trans>
        </Button>
      )}
    </div>
  )
}
