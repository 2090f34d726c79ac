/** The reception of a site on a wall (supervision): who waits and how long, how it goes today, what each seat does. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Select } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Clock } from '../../parts/clock.tsx'
import { Empty, Failed } from '../../parts/states.tsx'
import { useAddress } from '../../parts/use-address.ts'
import { LiveState } from '../../shell/live-state.tsx'
import type { Desk } from '../desk-state.ts'
import { useDesk } from '../use-desk.ts'
import { useReceptionSite } from '../use-reception-site.ts'
import { Headline } from './headline.tsx'
import { SeatBoard } from './seat-board.tsx'
import { WaitingBoard } from './waiting-board.tsx'
import classes from './wallboard.module.css'

export interface WallboardSearch {
  site?: string
}

export function WallboardPage() {
  const { t } = useLingui()
  const [{ site }, change] = useAddress<WallboardSearch>()
  const { sites, items, chosen } = useReceptionSite(site)
  if (sites.error)
    return (
      <main>
        <Failed what={t`The sites are not there.`} error={sites.error} retry={() => void sites.refetch()} />
      </main>
    )
  if (!chosen)
    return sites.data ? (
      <main>
        <Empty title={t`No site with a reception.`} heading="h1">
          <Trans>An administrator of the operator says at which sites you answer.</Trans>
        </Empty>
      </main>
    ) : null
  return (
    <Wallboard key={chosen.id} siteId={chosen.id}>
      {items.length > 1 && (
        <Select
          aria-label={t`Site`}
          value={chosen.id}
          onChange={(id) => id && change({ site: id })}
          data={items.map(({ id, name }) => ({ value: id, label: name }))}
          allowDeselect={false}
          searchable={items.length > 8}
        />
      )}
    </Wallboard>
  )
}

function Wallboard({ siteId, children }: { siteId: string; children: React.ReactNode }) {
  const { t } = useLingui()
  const { data, error, refetch } = useDesk(siteId)
  if (error && !data)
    return (
      <main>
        <Failed what={t`The wallboard is not there.`} error={error} retry={() => void refetch()} />
      </main>
    )
  if (!data) return null
  return (
    <Board desk={data.desk} ahead={data.ahead}>
      {children}
    </Board>
  )
}

interface BoardProps {
  readonly desk: Desk
  readonly ahead: number
  readonly children: React.ReactNode
}

function Board({ desk, ahead, children }: BoardProps) {
  const { t } = useLingui()
  const waiting = desk.calls.filter(({ state }) => state === 'waiting')
  const title = t`${desk.siteName} reception`
  useEffect(() => {
    document.title = `${title} · Mainline`
  }, [title])
  return (
    <div className={classes.board}>
      <header className={classes.top}>
        <h1>{title}</h1>
        <Clock zone={desk.zone} ahead={ahead} className={classes.clock} />
        <span className={classes.end}>
          <LiveState />
          {children}
          <Link to="/reports/reception" search={{ site: desk.siteId }}>
            <Trans>Figures</Trans>
          </Link>
          <Link to="/reception" search={{ site: desk.siteId }}>
            <Trans>Desk</Trans>
          </Link>
          <Link to="/">
            <Trans>Console</Trans>
          </Link>
        </span>
      </header>
      <main id="content" className={classes.main}>
        <Headline desk={desk} waiting={waiting} ahead={ahead} />
        <div className={classes.lists}>
          <WaitingBoard waiting={waiting} promise={desk.promiseSeconds} ahead={ahead} />
          <SeatBoard desk={desk} ahead={ahead} />
        </div>
      </main>
    </div>
  )
}
