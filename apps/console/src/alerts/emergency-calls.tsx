/** Somebody of the site calls an emergency number (C15): said over whatever page is open, until it is seen or closed. */
import { useLingui } from '@lingui/react/macro'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../api/client.ts'
import { useLiveEvents } from '../api/live.tsx'
import { said } from '../api/server-words.ts'
import { useAtRest } from '../parts/use-at-rest.ts'
import { Acknowledge } from './acknowledge.tsx'
import type { Alert } from './alert-words.ts'
import classes from './emergency-calls.module.css'

const queryKey = ['emergency-calls'] as const

/** Whoever comes later than this finds it among the alerts, ms. */
const FRESH_MS = 3_600_000

/** An alert that says something else now, that the call reached nobody, is said anew, closed before or not. */
const idOf = ({ id, words }: Alert): string => `${id} ${words}`

export function EmergencyCalls() {
  const { t } = useLingui()
  const client = useQueryClient()
  const { data } = useQuery({
    queryKey,
    queryFn: () => api.listAlerts({ query: { kind: 'emergency-call', standing: 'true', limit: 3 } }),
    enabled: useAtRest(),
  })
  useLiveEvents(({ kind, data: alert }) => {
    const concerns = kind.startsWith('alert.') && (alert as { kind?: string }).kind === 'emergency-call'
    if (concerns || kind === 'reset') void client.invalidateQueries({ queryKey })
  })
  /** Said in this page, closed by its person or not. */
  const told = useRef(new Set<string>())
  useEffect(() => {
    if (!data) return
    const standing = data.items.filter(({ raisedAt }) => Date.now() - Date.parse(raisedAt) < FRESH_MS)
    for (const alert of standing) {
      const id = idOf(alert)
      if (told.current.has(id)) continue
      told.current.add(id)
      notifications.show({
        id,
        color: 'red',
        autoClose: false,
        title: alert.data['unreached'] ? t`Emergency call reached nobody` : t`Emergency call`,
        message: (
          <span className={classes.words}>
            {said(alert.words)}
            <Acknowledge alert={alert} />
          </span>
        ),
      })
    }
    for (const id of told.current) if (!standing.some((alert) => idOf(alert) === id)) notifications.hide(id)
  }, [data, t])
  return null
}
