/** The keys of the console: `?` shows them, `g` and a letter goes to a page, `/` to the filter of the page. */
import { useLingui } from '@lingui/react'
import { Trans, useLingui as useMacro } from '@lingui/react/macro'
import { Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { KeyHint } from '../parts/key-hint.tsx'
import type { Role } from '../session.ts'
import { isTyping } from './is-typing.ts'
import { navigation } from './navigation.ts'
import classes from './shortcuts.module.css'

/** How long after `g` the second key may come, ms. */
const CHORD_MS = 1_200

export function useShellShortcuts(role: Role) {
  const [opened, { open, close }] = useDisclosure(false)
  const navigate = useNavigate()
  const chordUntil = useRef(0)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return
      if (document.querySelector('[role="dialog"]') && event.key !== '?') return
      if (event.key === 'g') chordUntil.current = event.timeStamp + CHORD_MS
      else if (event.key === '?') open()
      else if (event.key === '/') {
        const filter = document.querySelector<HTMLElement>('[data-filter]')
        filter?.focus()
        if (filter) event.preventDefault()
      }
    }
    // The second key is the chord's, whatever single key what has the focus makes of it: it hears of it first.
    const onSecondKey = (event: KeyboardEvent) => {
      const pending = event.timeStamp < chordUntil.current
      chordUntil.current = 0
      if (!pending || event.key.length > 1 || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target) || document.querySelector('[role="dialog"]')) return
      event.preventDefault()
      event.stopPropagation()
      const item = navigation.find(({ key, roles }) => key === event.key && roles.includes(role))
      if (item) void navigate({ to: item.to })
    }
    document.addEventListener('keydown', onSecondKey, true)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onSecondKey, true)
      document.removeEventListener('keydown', onKey)
    }
  }, [navigate, open, role])
  return { opened, open, close, role }
}

export function ShortcutsDialog({ opened, close, role }: { opened: boolean; close(): void; role: Role }) {
  const { i18n } = useLingui()
  const { t } = useMacro()
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [t`This list`, ['?']],
    [t`Search or jump`, ['Ctrl K']],
    [t`Filter this list`, ['/']],
    [t`Next and previous row`, ['J', 'K']],
    [t`Open`, ['Enter']],
    [t`Choose a row; with Shift a range`, ['Space']],
    [t`Save`, ['Ctrl Enter']],
    [t`Undo`, ['Z']],
    [t`Close`, ['Esc']],
  ]
  const main: readonly (readonly [string, readonly string[]])[] = [
    [t`Activate`, ['A']],
    [t`Call settings`, ['C']],
    [t`Hunt group`, ['H']],
    [t`Greetings`, ['R']],
    [t`Reset PIN`, ['P']],
    [t`Deactivate`, ['D']],
    [t`Try it at a time`, ['T']],
  ]
  const pages = navigation
    .filter((item) => item.roles.includes(role))
    .map(({ label, key }) => [i18n._(label), ['G', key.toUpperCase()]] as const)
  return (
    <Modal opened={opened} onClose={close} title={t`Shortcuts`} size={720}>
      <div className={classes.columns}>
        <Keys title={t`Everywhere`} rows={rows} />
        <Keys title={t`On the main number`} rows={main} />
        <Keys title={t`Go to`} rows={pages} />
      </div>
      <p className="meta">
        <Trans>Single keys work while no field has the focus.</Trans>
      </p>
    </Modal>
  )
}

function Keys({ title, rows }: { title: string; rows: readonly (readonly [string, readonly string[]])[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl className={classes.keys}>
        {rows.map(([what, keys]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {keys.map((key) => (
                <KeyHint key={key}>{key}</KeyHint>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
