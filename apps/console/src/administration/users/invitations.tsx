/** Invitations that nobody has accepted yet: sent again, or taken back. */
import { Trans, useLingui } from '@lingui/react/macro'
import { IconArrowBackUp, IconClock, IconMailForward } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, api } from '../../api/client.ts'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { RowActions } from '../../parts/row-actions.tsx'
import { Status } from '../../parts/state-badge.tsx'
import { Failed } from '../../parts/states.tsx'
import { localZone, whenInWords } from '../../parts/time.ts'
import { usePages } from '../../parts/use-pages.ts'
import { may, useMe } from '../../session.ts'
import { Wrong } from '../../sign-in/sign-in-form.tsx'
import classes from '../administration.module.css'
import { useRoleWords } from '../role-words.ts'
import { LinkOnce } from './link-once.tsx'

type Invitation = AnswerOf<'listInvitations'>['items'][number]

const waiting = ({ state }: Invitation) => state === 'open' || state === 'expired'

export function Invitations({ organizationId }: { organizationId: string | undefined }) {
  const { t } = useLingui()
  const invitations = usePages<Invitation>(['invitations', organizationId], (after) =>
    api.listInvitations({ query: { organizationId, after, limit: 1000 } }),
  )
  const [issued, setIssued] = useState<AnswerOf<'resendInvitation'>>()
  const columns = useColumns(setIssued)
  const rows = invitations.rows.filter(waiting)
  if (invitations.error)
    return (
      <Failed
        what={t`The invitations could not be loaded.`}
        error={invitations.error}
        retry={invitations.refetch}
      />
    )
  return (
    <>
      {rows.length > 0 && (
        <section className={classes.section} aria-labelledby="invitations">
          <h2 id="invitations">
            <Trans>Invitations</Trans> <span className="figures quiet">{rows.length}</span>
          </h2>
          <div className="card">
            <DataTable
              label={t`Invitations`}
              rows={rows}
              columns={columns}
              rowKey={({ id }) => id}
              onEnd={invitations.more}
              height="40dvh"
            />
          </div>
        </section>
      )}
      {issued?.link && (
        <LinkOnce invitation={issued} link={issued.link} onClose={() => setIssued(undefined)} />
      )}
    </>
  )
}

function useColumns(onIssued: (issued: AnswerOf<'resendInvitation'>) => void): readonly Column<Invitation>[] {
  const { t } = useLingui()
  const words = useRoleWords()
  return [
    {
      id: 'name',
      header: t`Name`,
      width: 'minmax(130px, 1.4fr)',
      cell: ({ name, email }) => (
        <>
          <strong>{name}</strong> <span className={classes.second}>{email}</span>
        </>
      ),
    },
    { id: 'role', header: t`Role`, width: '130px', from: 480, cell: ({ role }) => words[role] },
    {
      id: 'by',
      header: t`Invited by`,
      width: 'minmax(110px, 1fr)',
      from: 820,
      cell: ({ invitedBy }) => invitedBy,
    },
    {
      id: 'until',
      header: t`Until`,
      width: '170px',
      from: 640,
      figures: true,
      cell: (one) => <Until {...one} />,
    },
    {
      id: 'actions',
      header: <span className="unseen">{t`Actions`}</span>,
      width: 'minmax(40px, 240px)',
      end: true,
      cell: (invitation) => <Actions invitation={invitation} onIssued={onIssued} />,
    },
  ]
}

function Until({ state, expiresAt, letter }: Invitation) {
  const { t, i18n } = useLingui()
  if (state === 'expired')
    return <Status tone="wait" icon={<IconClock size={15} aria-hidden />}>{t`Expired`}</Status>
  if (letter === 'failed')
    return <Status tone="bad" icon={<IconClock size={15} aria-hidden />}>{t`The e-mail failed`}</Status>
  return whenInWords(expiresAt, Date.now(), localZone, i18n.locale)
}

function Actions({
  invitation: { id: invitationId, name, version, role },
  onIssued,
}: {
  invitation: Invitation
  onIssued: (issued: AnswerOf<'resendInvitation'>) => void
}) {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const onSettled = () => client.invalidateQueries({ queryKey: ['invitations'] })
  const body = { version }
  const resend = useMutation({
    mutationFn: () => api.resendInvitation({ params: { invitationId }, body }),
    onSuccess: onIssued,
    onSettled,
  })
  const revoke = useMutation({
    mutationFn: () => api.revokeInvitation({ params: { invitationId }, body }),
    onSettled,
  })
  const reason = me.may.grant.includes(role) ? undefined : t`A role above your own.`
  const error = resend.error ?? revoke.error
  if (error) return <Wrong error={error} />
  const actions = [
    may(me, 'resend-invitation') && {
      label: t`Send again`,
      icon: <IconMailForward size={15} aria-hidden />,
      reason,
      running: resend.isPending,
      onClick: () => resend.mutate(),
    },
    may(me, 'revoke-invitation') && {
      label: t`Take back`,
      icon: <IconArrowBackUp size={15} aria-hidden />,
      reason,
      running: revoke.isPending,
      onClick: () => revoke.mutate(),
    },
  ]
  return <RowActions name={name} actions={actions.filter((action) => action !== false)} />
}
