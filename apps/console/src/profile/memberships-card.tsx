/** The roles of the person; changing over holds for this browser. */
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRoleWords } from '../administration/role-words.ts'
import { api } from '../api/client.ts'
import { Status } from '../parts/state-badge.tsx'
import { meQuery, useMe } from '../session.ts'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import classes from './profile.module.css'

export function MembershipsCard() {
  const me = useMe()
  const words = useRoleWords()
  const client = useQueryClient()
  const navigate = useNavigate()
  const change = useMutation({
    mutationFn: (membershipId: string) => api.switchMembership({ body: { membershipId } }),
    onSuccess: async (now) => {
      // All that was shown belongs to the role that was left.
      client.setQueryData(meQuery.queryKey, now)
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] })
      await navigate({ to: '/' })
    },
  })
  return (
    <section className={`card ${classes.card}`} aria-labelledby="roles">
      <h2 id="roles">
        <Trans>Where you work</Trans>
      </h2>
      <ul className={classes.list}>
        {me.memberships.map(({ membershipId, organizationName, role }) => (
          <li key={membershipId}>
            <span>
              <strong>{organizationName}</strong> <span className="quiet">{words[role]}</span>
            </span>
            {membershipId === me.active.membershipId ? (
              <Status tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>
                <Trans>Now</Trans>
              </Status>
            ) : (
              <Button
                variant="default"
                size="compact-sm"
                loading={change.isPending && change.variables === membershipId}
                onClick={() => change.mutate(membershipId)}
              >
                <Trans>Change over</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {change.error && <Wrong error={change.error} />}
    </section>
  )
}
