/** Where a CSV file is dropped or chosen, and what it has to hold. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Dropzone } from '@mantine/dropzone'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useState } from 'react'
import classes from './import.module.css'
import type { ImportKind } from './import.ts'
import { useImportWords } from './use-import-words.ts'

/** As the server takes it, bytes. */
const MOST = 32 * 1024 * 1024

interface Props {
  readonly kind: ImportKind
  readonly loading: boolean
  readonly onFile: (file: File) => void
}

export function ImportDropzone({ kind, loading, onFile }: Props) {
  const { t } = useLingui()
  const { columns } = useImportWords(kind)
  const [refused, setRefused] = useState<string>()
  return (
    <>
      <Dropzone
        className={classes.drop}
        loading={loading}
        multiple={false}
        maxSize={MOST}
        accept={{ 'text/csv': ['.csv', '.tsv', '.txt'], 'application/vnd.ms-excel': ['.csv'] }}
        inputProps={{ 'aria-label': t`CSV file` }}
        onDrop={(files) => {
          setRefused(undefined)
          if (files[0]) onFile(files[0])
        }}
        onReject={() => setRefused(t`One CSV file of 32 MB at most.`)}
      >
        <IconFileSpreadsheet size={24} stroke={1.5} aria-hidden />
        <strong>
          <Trans>Drop a CSV file, or choose one</Trans>
        </strong>
        <span className="meta">
          <Trans>It is checked first; nothing is added before you say so.</Trans>
        </span>
      </Dropzone>
      {refused && (
        <p role="alert" className={classes.refused}>
          {refused}
        </p>
      )}
      <p className="meta">{columns}</p>
    </>
  )
}
