/** Import (N2): a file is checked first and changes nothing, then added; it runs on the server and is found again. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, CloseButton, SegmentedControl } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import { Failed, SkeletonRows } from '../../parts/states.tsx'
import { Wrong } from '../../sign-in/sign-in-form.tsx'
import { refreshNumbers } from '../../telephony/use-activation.tsx'
import type { Site } from '../site-layout.tsx'
import classes from './import.module.css'
import { type FileImport, type ImportKind, isRunning } from './import.ts'
import { ImportDropzone } from './import-dropzone.tsx'
import { ImportErrors } from './import-errors.tsx'
import { ImportProgress } from './import-progress.tsx'
import { useImportWords } from './use-import-words.ts'

/** How often a running import is asked for its progress, ms. */
const ASK_MS = 700

interface PanelProps {
  readonly site: Site
  /** What may be imported here, the usual first. */
  readonly kinds: readonly ImportKind[]
  readonly onClose: () => void
}

export function ImportPanel({ site, kinds, onClose }: PanelProps) {
  const { t } = useLingui()
  const [kind, setKind] = useState<ImportKind>(kinds[0] ?? 'numbers')
  const names = {
    numbers: useImportWords('numbers').what,
    devices: useImportWords('devices').what,
    'hunt-members': useImportWords('hunt-members').what,
  }
  return (
    <aside className={`card ${classes.panel}`} aria-label={t`Import`}>
      <header className={classes.head}>
        <h2>
          <Trans>Import</Trans> {kinds.length === 1 && <span className={classes.what}>{names[kind]}</span>}
        </h2>
        <CloseButton aria-label={t`Close; a running import goes on`} onClick={onClose} />
      </header>
      {kinds.length > 1 && (
        <SegmentedControl
          aria-label={t`What the file holds`}
          value={kind}
          onChange={(value) => setKind(value as ImportKind)}
          data={kinds.map((each) => ({ value: each, label: names[each] }))}
        />
      )}
      <ImportOf key={kind} kind={kind} site={site} />
    </aside>
  )
}

function ImportOf({ kind, site }: { kind: ImportKind; site: Site }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [file, setFile] = useState<File>()
  const [again, setAgain] = useState(false)
  const params = { siteId: site.id }
  const queryKey = ['latest-import', site.id, kind]
  const latest = useQuery({
    queryKey,
    queryFn: async () => (await api.listImports({ params, query: { kind, limit: 1 } })).items[0] ?? null,
    refetchInterval: ({ state: { data } }) => (data && isRunning(data) ? ASK_MS : false),
  })
  const shown = latest.data
  const start = useMutation({
    mutationFn: async ({ given, dryRun }: { given: File; dryRun: boolean }) => {
      if (given.size === 0) throw new Error(t`The file is empty.`)
      return api.createImport({
        params,
        query: {
          kind,
          mode: 'best-effort',
          dryRun: dryRun ? 'true' : 'false',
          fileName: given.name.slice(0, 200),
        },
        body: new Uint8Array(await given.arrayBuffer()),
      })
    },
    onSuccess: (begun) => {
      setAgain(false)
      client.setQueryData(queryKey, begun)
    },
  })
  const added = shown && !shown.dryRun && !isRunning(shown) ? shown.id : undefined
  useEffect(() => {
    if (!added) return
    refreshNumbers(client)
    void client.invalidateQueries({ queryKey: ['devices'] })
  }, [added, client])
  const choose = (given: File) => {
    setFile(given)
    start.mutate({ given, dryRun: true })
  }
  return (
    <>
      {latest.error ? (
        <Failed what={t`Imports could not be loaded.`} error={latest.error} retry={() => latest.refetch()} />
      ) : latest.isPending ? (
        <SkeletonRows rows={4} />
      ) : shown && !again ? (
        <>
          <ImportProgress shown={shown} site={site} />
          <ImportErrors shown={shown} />
          <ImportWays
            shown={shown}
            file={file?.name === shown.fileName ? file : undefined}
            starting={start.isPending}
            onAdd={(given) => start.mutate({ given, dryRun: false })}
            onAgain={() => setAgain(true)}
            onStopped={() => void latest.refetch()}
          />
        </>
      ) : (
        <ImportDropzone kind={kind} loading={start.isPending} onFile={choose} />
      )}
      {start.error && <Wrong error={start.error} />}
    </>
  )
}

interface WaysProps {
  readonly shown: FileImport
  /** The checked file, while this page still has it. */
  readonly file: File | undefined
  readonly starting: boolean
  readonly onAdd: (file: File) => void
  readonly onAgain: () => void
  readonly onStopped: () => void
}

function ImportWays({ shown, file, starting, onAdd, onAgain, onStopped }: WaysProps) {
  const { add } = useImportWords(shown.kind)
  const stop = useMutation({
    mutationFn: () => api.cancelImport({ params: { importId: shown.id } }),
    onSettled: onStopped,
  })
  const checked = shown.dryRun && shown.state === 'done'
  if (isRunning(shown))
    return (
      <footer className={classes.ways}>
        <Button variant="subtle" loading={stop.isPending} onClick={() => stop.mutate()}>
          {shown.dryRun ? <Trans>Stop the check</Trans> : <Trans>Stop import</Trans>}
        </Button>
        <p className="meta">
          {shown.dryRun ? (
            <Trans>Nothing is added yet.</Trans>
          ) : (
            <Trans>
              You can leave this page. Lines already added stay; the file with the refused ones can be
              corrected and imported again.
            </Trans>
          )}
        </p>
      </footer>
    )
  return (
    <footer className={classes.ways}>
      {checked && file && shown.imported > 0 && (
        <Button loading={starting} onClick={() => onAdd(file)}>
          {add(shown.imported)}
        </Button>
      )}
      <Button variant={checked && file && shown.imported > 0 ? 'subtle' : 'default'} onClick={onAgain}>
        <Trans>Choose another file</Trans>
      </Button>
      {checked && !file && (
        <p className="meta">
          <Trans>This was a check. Choose the file again to add what it holds.</Trans>
        </p>
      )}
    </footer>
  )
}
