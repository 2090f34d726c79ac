/** The refused lines of an import, each with what is wrong and what to do; all of them as a file. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { addressOf, api } from '../../api/client.ts'
import { said } from '../../api/server-words.ts'
import classes from './import.module.css'
import type { FileImport } from './import.ts'

export function ImportErrors({ shown: { id, failed } }: { shown: FileImport }) {
  const { t } = useLingui()
  const errors = useInfiniteQuery({
    // Anew with each refused line; what is shown stays meanwhile.
    queryKey: ['import-errors', id, failed],
    enabled: failed > 0,
    queryFn: ({ pageParam }) =>
      api.listImportErrors({ params: { importId: id }, query: { limit: 50, after: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: (old) => old,
  })
  if (failed === 0) return null
  const lines = errors.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <ol className={classes.errors} aria-label={t`Refused lines`}>
        {lines.map(({ line, column, value, message }) => (
          <li key={`${line} ${column} ${message}`}>
            <span className="meta figures">
              <Trans>line {line}</Trans>
            </span>
            <div>
              {value && <code>{value}</code>}
              <div>{said(message)}</div>
            </div>
          </li>
        ))}
      </ol>
      <div className={classes.ways}>
        <Button
          component="a"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          href={addressOf('exportImportErrors', { params: { importId: id } })}
          download
        >
          <Trans>Refused lines</Trans>
        </Button>
        {errors.hasNextPage && (
          <Button variant="subtle" loading={errors.isFetchingNextPage} onClick={() => errors.fetchNextPage()}>
            <Trans>Show more</Trans>
          </Button>
        )}
      </div>
    </>
  )
}
