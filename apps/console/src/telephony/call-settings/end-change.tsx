/** A dated change that is in force is taken back: it ends at once, so it is said before whom callers then reach. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useStepWords, useTargetWords } from '../../calls/call-words.ts'
import { openedPanel } from '../../parts/into-view.ts'
import { Wrong } from '../../sign-in/sign-in-form.tsx'
import classes from './dated-changes.module.css'
import type { DatedChange } from './dated-changes.tsx'
import { refreshChanges } from './use-take-back.tsx'

interface Props {
  readonly change: DatedChange
  readonly onEnded: () => void
  readonly onKeep: () => void
}

export function EndChange({ change, onEnded, onKeep }: Props) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { id, numberId, version, name } = change
  const then = useWayWithout(change)
  const end = useMutation({
    mutationFn: () => api.cancelDatedChange({ params: { changeId: id }, query: { version } }),
    onSuccess: onEnded,
    onSettled: () => refreshChanges(client, numberId),
  })
  return (
    <div ref={openedPanel} role="group" aria-label={t`Take “${name}” back?`} className={classes.ending}>
      <p role="status">
        <Trans>It is in force, and ends at once: the settings hold again from the next call on.</Trans>{' '}
        {then && <Trans>Right now a caller then reaches: {then}.</Trans>}
      </p>
      {end.error && <Wrong error={end.error} />}
      <div className={classes.ways}>
        <Button size="xs" data-danger loading={end.isPending} onClick={() => end.mutate()}>
          <Trans>End it now</Trans>
        </Button>
        <Button size="xs" variant="subtle" data-autofocus onClick={onKeep}>
          <Trans>Keep it</Trans>
        </Button>
      </div>
    </div>
  )
}

/** The steps that a caller would come to now without the change; undefined until it is known. */
function useWayWithout({ id, numberId }: DatedChange): string | undefined {
  const { t } = useLingui()
  const stepWords = useStepWords()
  const targetWords = useTargetWords()
  const { data } = useQuery({
    queryKey: ['preview', numberId, 'without', id],
    queryFn: () => api.previewNumber({ params: { numberId }, query: { withoutChange: id } }),
  })
  return data?.path
    .filter(({ step, outcome }) => step !== 'arrival' && outcome !== 'skipped')
    .map(
      ({ step, target }) => (step === 'notice' ? '' : `${stepWords[step]} `) + targetWords({ step, target }),
    )
    .join(t({ message: ', then ', context: 'steps of a call' }))
}
