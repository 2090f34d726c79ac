/** How far an import is: bar, lines, time left, what was added and what was refused. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { IconCircleCheck, IconCircleX, IconEqual } from '@tabler/icons-react'
import { said } from '../../api/server-words.ts'
import { Note, Status } from '../../parts/state-badge.tsx'
import { durationInWords, whenInWords } from '../../parts/time.ts'
import type { Site } from '../site-layout.tsx'
import classes from './import.module.css'
import { type FileImport, isRunning } from './import.ts'

export function ImportProgress({ shown, site }: { shown: FileImport; site: Site }) {
  const { t, i18n } = useLingui()
  const { state, dryRun, checked, total, imported, unchanged, failed, fileName, by, createdAt, reason } =
    shown
  const share = total > 0 ? Math.round((checked / total) * 100) : 0
  const when = whenInWords(createdAt, Date.now(), site.timeZone, i18n.locale)
  const head = {
    waiting: t`Waiting to start`,
    running: dryRun ? t`Checking` : t`Adding`,
    done: dryRun ? t`Checked; nothing is added yet` : t`Done`,
    failed: t`Failed`,
    cancelled: t`Stopped`,
  }[state]
  return (
    <section aria-live="polite">
      <p className={classes.file}>
        <span className="cut">{fileName}</span>
        <span className="meta figures">
          <Trans>
            {when} by {by}
          </Trans>
        </span>
      </p>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={t`Import`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={state === 'done' ? 100 : share}
      >
        <i style={{ inlineSize: `${state === 'done' ? 100 : share}%` }} />
      </div>
      <p className={classes.line}>
        <span className="figures">
          <strong>{checked.toLocaleString(i18n.locale)}</strong>{' '}
          {total > 0 && <Plural value={total} one="of # line" other="of # lines" />}
        </span>
        <span className="middle figures">{timeLeft(shown) ?? head}</span>
      </p>
      <p className={classes.outcome}>
        <Status tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>
          {dryRun ? <Trans>{imported} can be added</Trans> : <Trans>{imported} added</Trans>}
        </Status>
        {unchanged > 0 && (
          <Status tone="idle" icon={<IconEqual size={15} aria-hidden />}>
            <Trans>{unchanged} there already</Trans>
          </Status>
        )}
        {failed > 0 && (
          <Status tone="bad" icon={<IconCircleX size={15} aria-hidden />}>
            <Trans>{failed} refused</Trans>
          </Status>
        )}
      </p>
      {reason && (
        <Note tone="bad" icon={<IconCircleX size={16} aria-hidden />}>
          {said(reason)}
        </Note>
      )}
    </section>
  )

  function timeLeft(running: FileImport): string | undefined {
    if (!isRunning(running) || !running.startedAt || running.checked === 0) return undefined
    const seconds = (Date.now() - Date.parse(running.startedAt)) / 1000
    const left = (seconds / running.checked) * (running.total - running.checked)
    return left >= 1 ? t`about ${durationInWords(left)} left` : undefined
  }
}
