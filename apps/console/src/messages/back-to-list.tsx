/** Where there is room for one message only, leads from it to the others. */
import { useLingui } from '@lingui/react/macro'
import { ActionIcon } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import classes from './message-detail.module.css'

export function BackToList({ onBack }: { onBack: () => void }) {
  const { t } = useLingui()
  return (
    <ActionIcon variant="subtle" className={classes.back} onClick={onBack} aria-label={t`Back to the list`}>
      <IconArrowLeft size={18} aria-hidden />
    </ActionIcon>
  )
}
