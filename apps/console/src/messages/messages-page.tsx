/** Messages of all that the person may read. */
import { Trans, useLingui } from '@lingui/react/macro'
import { useCrumbs } from '../shell/crumbs.tsx'
import classes from './inbox.module.css'
import { Inbox } from './inbox.tsx'

export function MessagesPage() {
  const { t } = useLingui()
  useCrumbs([{ label: t`Messages` }])
  return (
    <>
      <h1 className={classes.title}>
        <Trans>Messages</Trans>
      </h1>
      <Inbox />
    </>
  )
}
