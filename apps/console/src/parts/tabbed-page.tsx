/** The tabs of a page, each an address under that of the page, and the opened one. */
import { Tabs } from '@mantine/core'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { Suspense, useEffect, useRef } from 'react'
import { Boundary } from './boundary.tsx'
import { counted } from './counted.ts'
import { SkeletonRows } from './states.tsx'
import classes from './tabbed-page.module.css'

interface Props {
  readonly label: string
  /** Of the page, without that of a tab. */
  readonly path: string
  readonly tabs: readonly {
    readonly value: string
    readonly label: string
    /** How many there are behind it; left out where none counts, undefined as long as it is not known: its room is kept. */
    readonly count?: number | undefined
  }[]
  readonly value: string
}

export function TabbedPage({ label, path, tabs, value }: Props) {
  const navigate = useNavigate()
  const list = useRef<HTMLDivElement>(null)
  // On a phone the row of tabs is longer than the page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: moves with the tab that is opened
  useEffect(() => {
    const row = list.current
    const on = row?.querySelector<HTMLElement>('[aria-selected="true"]')
    if (row && on) row.scrollLeft = on.offsetLeft - (row.clientWidth - on.offsetWidth) / 2
  }, [value])
  return (
    <>
      <Tabs value={value} onChange={(tab) => navigate({ href: `${path}/${tab}` })} className={classes.tabs}>
        <Tabs.List ref={list} aria-label={label}>
          {tabs.map((tab) => (
            <Tabs.Tab key={tab.value} value={tab.value}>
              {tab.label}
              {'count' in tab && (
                <span className={`count ${classes.count}`}>
                  {tab.count === undefined ? '' : counted(tab.count)}
                </span>
              )}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Boundary key={value}>
        <Suspense fallback={<SkeletonRows rows={8} height={44} />}>
          <Outlet />
        </Suspense>
      </Boundary>
    </>
  )
}
