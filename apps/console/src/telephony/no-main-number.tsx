/** No main number yet: what one is, and the two ways by which it comes about (N3, N10). */
import { Plural, Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../api/client.ts'
import { printed } from '../parts/numbers.ts'
import { may, useMe } from '../session.ts'
import { AllocateMain } from './allocate-main.tsx'
import classes from './no-main-number.module.css'
import type { Organization, Site } from './telephony.tsx'

export function NoMainNumber({ organization, site }: { organization: Organization; site: Site }) {
  const me = useMe()
  const navigate = useNavigate()
  const mayAllocate = may(me, 'allocate-number')
  const { data: nominated } = useQuery({
    queryKey: ['numbers', 'nominated', site.id],
    enabled: mayAllocate,
    queryFn: () =>
      api.listNumbers({ query: { siteId: site.id, kind: 'main', state: 'AVAILABLE', limit: 50 } }),
  })
  const free = nominated?.items ?? []
  return (
    <div className="card">
      <div className={classes.head}>
        <p className={classes.sentence}>
          <strong>
            <Trans>No main number at {site.name} yet.</Trans>
          </strong>
        </p>
        <p className="middle">
          <Trans>
            A main number is the one number {organization.name} puts on its letterhead: it always gets
            answered, inside and outside business hours. It comes about in one of two ways.
          </Trans>
        </p>
      </div>
      <div className={classes.ways}>
        <div>
          <h3>
            <Trans>With the first voice service</Trans>
          </h3>
          <p className="middle">
            <Trans>
              Add voice services and the numbers follow: the lowest free ones are allocated and activated, and
              one becomes the main number. All of it happens, or none of it.
            </Trans>
          </p>
          {may(me, 'set-voice-service') ? (
            <Button
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => navigate({ href: `/occupiers/${organization.id}/services?site=${site.id}` })}
            >
              <Trans>Add voice services</Trans>
            </Button>
          ) : (
            <p className="quiet">
              <Trans>Your operator adds voice services.</Trans>
            </p>
          )}
        </div>
        <div>
          <h3>
            <Trans>By choosing a number</Trans>
          </h3>
          {mayAllocate ? (
            <>
              <p className="middle">
                {free.length > 0 ? (
                  <Plural
                    value={free.length}
                    one="# nominated number is free at this site. Allocate it; it is then reserved here and ready to activate."
                    other="# nominated numbers are free at this site. Allocate one; it is then reserved here and ready to activate."
                  />
                ) : (
                  <Trans>
                    No nominated number is free at this site. Nominate one in the stock of the site first.
                  </Trans>
                )}
              </p>
              {free[0] && (
                <div className={classes.choose}>
                  <AllocateMain organization={organization} numbers={free} />
                  <span className="meta">
                    <Trans>
                      lowest free: <span className="figures">{printed(free[0].e164)}</span>
                    </Trans>
                  </span>
                </div>
              )}
            </>
          ) : (
            <p className="middle">
              <Trans>The provider nominates numbers; your operator allocates one of them to you.</Trans>
            </p>
          )}
        </div>
      </div>
    </div>
  )
}
