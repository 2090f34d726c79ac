/** The path at the top: each page says its own with `useCrumbs`, and a place within it with `usePlace`; the last one is where we are. */
import { Trans, useLingui } from '@lingui/react/macro'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { RowLink } from '../parts/row-link.tsx'
import classes from './crumbs.module.css'

export interface Crumb {
  readonly label: string
  readonly to?: string
}

const Context = createContext<{
  crumbs: readonly Crumb[]
  show: (crumbs: readonly Crumb[]) => void
  stand: (place: string | undefined) => void
}>({ crumbs: [], show: () => {}, stand: () => {} })

export function CrumbsProvider({ children }: { children: ReactNode }) {
  const [ofPage, show] = useState<readonly Crumb[]>([])
  const [place, stand] = useState<string>()
  const value = useMemo(() => {
    const crumbs = place === undefined ? ofPage : [...ofPage, { label: place }]
    return { crumbs, show, stand }
  }, [ofPage, place])
  const title = [...value.crumbs.map(({ label }) => label).reverse(), 'Mainline'].join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
  return <Context.Provider value={value}>{children}</Context.Provider>
}

/** Says where this page is; also its title in the browser. */
export function useCrumbs(crumbs: readonly Crumb[]): void {
  const { show } = useContext(Context)
  const text = JSON.stringify(crumbs)
  useEffect(() => show(JSON.parse(text)), [show, text])
}

/** Ends the path of a page with the place that it shows, such as a site; for as long as it does. */
export function usePlace(name: string): void {
  const { stand } = useContext(Context)
  useEffect(() => {
    stand(name)
    return () => stand(undefined)
  }, [stand, name])
}

export function Crumbs() {
  const { t } = useLingui()
  const { crumbs } = useContext(Context)
  return (
    <nav className={classes.crumbs} aria-label={t`Path`}>
      <ol>
        {crumbs.map(({ label, to }, index) => (
          // A site may be called what its occupier is called.
          // biome-ignore lint/suspicious/noArrayIndexKey: a place in the path is its depth
          <li key={index} aria-current={index === crumbs.length - 1 ? 'page' : undefined}>
            {to && index < crumbs.length - 1 ? (
              // The router's own link takes each page above this one for the current one.
              <RowLink href={to}>{label}</RowLink>
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
