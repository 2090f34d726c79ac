/** From an opened call to the next newer and the next older one of the list it was opened from: J and K, as in that list. */
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { api } from '../api/client.ts'
import { KeyHint } from '../parts/key-hint.tsx'
import { isTyping } from '../shell/is-typing.ts'
import classes from './call-page.module.css'
import type { CallInFull } from './call-words.ts'
import { type CallsScope, type CallsSearch, callsFilter, placeOf } from './calls-query.ts'

export function Neighbours({ call }: { call: CallInFull }) {
  const { t } = useLingui()
  const { newer, older, open } = useNeighbours(call)
  useKeys({ k: () => open(newer), j: () => open(older) })
  return (
    <nav className={classes.neighbours} aria-label={t`Calls of the list`}>
      <Way label={t`Newer call`} shortcut="k" to={newer} onOpen={open}>
        <IconChevronUp size={16} aria-hidden />
      </Way>
      <Way label={t`Older call`} shortcut="j" to={older} onOpen={open}>
        <IconChevronDown size={16} aria-hidden />
      </Way>
    </nav>
  )
}

/** Identifiers of the calls beside this one; null: there is none, undefined: not known yet. */
function useNeighbours(call: CallInFull) {
  const search = useSearch({ strict: false }) as CallsSearch & CallsScope
  const navigate = useNavigate()
  const place = placeOf(call)
  const filter = callsFilter(search)
  const { data } = useQuery({
    queryKey: ['calls', 'beside', place, filter],
    queryFn: async ({ signal }) => {
      const beside = (where: object) =>
        api.listCalls({ query: { ...filter, ...where, limit: 1 } }, { signal })
      const [newer, older] = await Promise.all([beside({ before: place }), beside({ after: place })])
      return { newer: newer.items[0]?.callId ?? null, older: older.items[0]?.callId ?? null }
    },
  })
  const open = (callId: string | null | undefined) => {
    if (callId) void navigate({ to: '/calls/$callId', params: { callId }, search, replace: true })
  }
  return { newer: data?.newer, older: data?.older, open }
}

interface WayProps {
  readonly label: string
  readonly shortcut: string
  readonly to: string | null | undefined
  readonly onOpen: (callId: string | null | undefined) => void
  readonly children: ReactNode
}

function Way({ label, shortcut, to, onOpen, children }: WayProps) {
  const none = to === null
  return (
    <Tooltip
      label={
        none ? (
          <Trans>{label}: none in this list</Trans>
        ) : (
          <>
            {label} <KeyHint>{shortcut.toUpperCase()}</KeyHint>
          </>
        )
      }
    >
      <ActionIcon
        variant="default"
        size={32}
        aria-label={label}
        aria-keyshortcuts={shortcut}
        aria-disabled={none || undefined}
        data-disabled={none || undefined}
        onClick={() => onOpen(to)}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  )
}

function useKeys(keys: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (!document.querySelector('[role="dialog"]')) keys[event.key]?.()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}
