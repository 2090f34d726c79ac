/** The reception of a site: the door while nobody sits there, the desk as soon as this person does. */
import { Trans, useLingui } from '@lingui/react/macro'
import { SegmentedControl } from '@mantine/core'
import { IconHeadset } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { ApiRefusal } from '../api/client.ts'
import { Empty, Failed } from '../parts/states.tsx'
import classes from './desk.module.css'
import { Desk } from './desk.tsx'
import { useMyKeys } from './keys/use-my-keys.ts'
import { SeatDoor } from './seat-door.tsx'
import { useDesk } from './use-desk.ts'
import { useReceptionSite } from './use-reception-site.ts'

export interface ReceptionSearch {
  site?: string
  /** A call to show, as an INVITE to a desk phone leads here (C7). */
  call?: string
}

export function ReceptionPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { site } = useSearch({ strict: false }) as ReceptionSearch
  const { sites, items, chosen } = useReceptionSite(site)
  if (sites.error)
    return (
      <Failed what={t`The sites are not there.`} error={sites.error} retry={() => void sites.refetch()} />
    )
  if (!chosen)
    return sites.data ? (
      <main className="card">
        <Empty icon={<IconHeadset size={24} aria-hidden />} title={t`No site with a reception.`} heading="h1">
          <Trans>An administrator of the operator says at which sites you answer.</Trans>
        </Empty>
      </main>
    ) : null
  return (
    <Reception key={chosen.id} siteId={chosen.id} siteName={chosen.name}>
      {items.length > 1 && (
        <SegmentedControl
          aria-label={t`Site`}
          value={chosen.id}
          onChange={(id) => void navigate({ to: '/reception', search: { site: id } })}
          data={items.slice(0, 8).map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </Reception>
  )
}

function Reception({
  siteId,
  siteName,
  children,
}: {
  siteId: string
  siteName: string
  children: React.ReactNode
}) {
  const { t } = useLingui()
  const { call } = useSearch({ strict: false }) as ReceptionSearch
  const { data, error, refetch } = useDesk(siteId)
  // Asked for at the door: at the desk they work from its first moment.
  useMyKeys()
  const [gone, setGone] = useState(false)
  const sat = useRef(false)
  // Whoever may sit here no more is shown no callers; a server that is away for a moment leaves what was known.
  if (error && (!data || isBarred(error)))
    return <Failed what={t`The desk is not there.`} error={error} retry={() => void refetch()} />
  if (!data) return null
  // An engine that has just been started learns of the seat by its heartbeats: whoever sat here stays.
  const { seats, mySeat } = data.desk
  sat.current = !gone && (seats.some(({ mine }) => mine) || (sat.current && mySeat !== null))
  if (sat.current)
    return <Desk desk={data.desk} ahead={data.ahead} wanted={call} onGone={() => setGone(true)} />
  return (
    <main className={classes.outsideOfDesk}>
      <p>
        <Link to="/">
          <Trans>Console</Trans>
        </Link>{' '}
        <Link to="/reception/wallboard" search={{ site: siteId }}>
          <Trans>Wallboard</Trans>
        </Link>
      </p>
      {children}
      <SeatDoor
        siteId={siteId}
        siteName={siteName}
        onOpened={() => {
          setGone(false)
          void refetch()
        }}
      />
    </main>
  )
}

/** The site, or the role for it, was taken away. */
const isBarred = (error: Error): boolean =>
  error instanceof ApiRefusal && (error.status === 403 || error.status === 404)
