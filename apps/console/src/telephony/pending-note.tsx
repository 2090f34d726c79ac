/** How far an activation or deactivation is, engine by engine (N5). When the last one confirms, the number changes by itself. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Loader, Progress } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type AnswerOf, api } from '../api/client.ts'
import { StateBadge, Status } from '../parts/state-badge.tsx'
import { durationInWords } from '../parts/time.ts'
import type { PhoneNumber } from './main-number.tsx'
import classes from './pending-note.module.css'

type Engine = AnswerOf<'getNumberConfirmation'>['engines'][number]

/** Those that the number waits for, in the order of their names. */
function useEngines(number: PhoneNumber): readonly Engine[] {
  const { data } = useQuery({
    queryKey: ['number-confirmation', number.id, number.version],
    queryFn: () => api.getNumberConfirmation({ params: { numberId: number.id } }),
    refetchInterval: 1_000,
  })
  return (data?.engines ?? []).toSorted((a, b) => a.name.localeCompare(b.name))
}

/** The state with how many engines have confirmed it. */
export function PendingBadge({ number }: { number: PhoneNumber }) {
  const { t } = useLingui()
  const engines = useEngines(number)
  const confirmed = engines.filter((engine) => engine.confirmed).length
  return (
    <StateBadge state="PENDING">
      {engines.length > 0 ? t`, ${confirmed} of ${engines.length}` : undefined}
    </StateBadge>
  )
}

export function PendingNote({ number }: { number: PhoneNumber }) {
  const { t } = useLingui()
  const engines = useEngines(number)
  const since = number.pendingSince ? (Date.now() - Date.parse(number.pendingSince)) / 1000 : 0
  return (
    <div className={classes.note}>
      <p className={classes.sentence} role="status">
        {number.pendingTarget === 'ACTIVE' ? <Trans>Activating.</Trans> : <Trans>Deactivating.</Trans>}{' '}
        {engines.length > 0 && <Standing engines={engines} since={since} />}
      </p>
      <p className="middle">
        {number.pendingTarget === 'ACTIVE' ? (
          <Trans>
            Until all of them confirm, callers hear that the number is not reachable. Nothing has to be done:
            it turns Active by itself, or says what failed and offers to try again.
          </Trans>
        ) : (
          <Trans>Until all of them confirm, calls still come through. Nothing has to be done.</Trans>
        )}
      </p>
      {engines.length > 0 && (
        <>
          <Progress
            value={(100 * engines.filter(({ confirmed }) => confirmed).length) / engines.length}
            color="var(--wait-solid)"
            size={4}
            aria-label={t`Engines that have confirmed`}
          />
          <ul className={classes.engines}>
            {engines.map((engine) => (
              <EngineCard key={engine.name} engine={engine} since={since} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function Standing({ engines, since }: { engines: readonly Engine[]; since: number }) {
  const confirmed = engines.filter((engine) => engine.confirmed).length
  const missing = engines.filter((engine) => !engine.confirmed).map(({ name }) => name)
  return (
    <>
      <strong>
        <Plural
          value={engines.length}
          one={`${confirmed} of # call engine has confirmed`}
          other={`${confirmed} of # call engines have confirmed`}
        />
        {missing.length > 0 ? ';' : '.'}
      </strong>{' '}
      {missing.length > 0 && (
        <Plural
          value={missing.length}
          one={`${missing.join(', ')} has not answered for ${durationInWords(since)}.`}
          other={`${missing.join(', ')} have not answered for ${durationInWords(since)}.`}
        />
      )}
    </>
  )
}

function EngineCard({ engine, since }: { engine: Engine; since: number }) {
  return (
    <li className={classes.engine}>
      <strong className="cut">{engine.name}</strong>
      {engine.confirmed ? (
        <Status tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>
          <Trans>Confirmed</Trans>
        </Status>
      ) : (
        <Status tone="wait" icon={<Loader size={14} color="var(--wait)" aria-hidden />}>
          <Trans>Waiting {durationInWords(since)}</Trans>
        </Status>
      )}
    </li>
  )
}
