/** The path at the top: each page says its own with `useCrumbs`; the last one is where we are. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import classes from './crumbs.module.css'

export interface Crumb {
  readonly label: string
  readonly to?: string
  readonly search?: Record<string, unknown>
}

const Context = createContext<{
  crumbs: readonly Crumb[]
  show: (crumbs: readonly Crumb[]) => void
}>({ crumbs: [], show: () => {} })

export function CrumbsProvider({ children }: { children: ReactNode }) {
  const [crumbs, show] = useState<readonly Crumb[]>([])
  const value = useMemo(() => ({ crumbs, show }), [crumbs])
  return <Context.Provider value={value}>{children}</Context.Provider>
}

/** Says where this page is; also its title in the browser. */
export function useCrumbs(crumbs: readonly Crumb[]): void {
  const { show } = useContext(Context)
  const text = JSON.stringify(crumbs)
  useEffect(() => {
    const named: readonly Crumb[] = JSON.parse(text)
    show(named)
    document.title = [...named.map(({ label }) => label).reverse(), 'Mainline'].join(' · ')
  }, [show, text])
}

export function Crumbs() {
  const { t } = useLingui()
  const { crumbs } = useContext(Context)
  return (
    <nav className={classes.crumbs} aria-label={t`Path`}>
      <ol>
        {crumbs.map(({ label, to, search }, index) => (
          <li key={label} aria-current={index === crumbs.length - 1 ? 'page' : undefined}>
            {to && index < crumbs.length - 1 ? (
              <Link to={to} search={search as never}>
                {label}
              </Link>
            ) : (
              <span className="cut">{label}</span>
            )}
          </li>
        ))}
      </ol>
      {crumbs.length === 0 && (
        <span className="unseen">
          <Trans>Loading</Trans>
        </span>
      )}
    </nav>
  )
}
