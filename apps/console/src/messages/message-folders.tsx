/** Which messages are listed: all, those that nobody has dealt with, those of reception, the deleted; each with its count. */
import { useLingui } from '@lingui/react/macro'
import { SegmentedControl } from '@mantine/core'
import { counted } from '../parts/counted.ts'
import { may, useMe } from '../session.ts'
import classes from './inbox.module.css'
import type { Folder } from './message.ts'
import { useInboxCounts } from './use-inbox.ts'

interface Props {
  readonly organizationId: string | undefined
  readonly value: Folder
  readonly onChange: (folder: Folder) => void
}

export function MessageFolders({ organizationId, value, onChange }: Props) {
  const { t } = useLingui()
  const { data } = useInboxCounts({ organizationId })
  const ofReception = may(useMe(), 'list-reception-messages')
  const words: readonly [Folder, string][] = [
    ['all', t`All`],
    ['new', t`New`],
    ...(ofReception ? [['reception', t`From reception`] as [Folder, string]] : []),
    ['deleted', t`Deleted`],
  ]
  return (
    <SegmentedControl
      aria-label={t`Which messages`}
      className={classes.folders}
      value={value}
      onChange={(folder) => onChange(folder as Folder)}
      data={words.map(([folder, label]) => ({
        value: folder,
        label: (
          <>
            {label}{' '}
            <span className="count">{data && data.all + data.deleted > 0 && counted(data[folder])}</span>
          </>
        ),
      }))}
    />
  )
}
