/** The columns of the users: who, in which role, where, how safe the sign-in is, and what may be done. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { IconKey, IconMailQuestion, IconPencil, IconShieldCheck, IconUserOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { Column } from '../../parts/data-table.tsx'
import { RowActions } from '../../parts/row-actions.tsx'
import { Status } from '../../parts/state-badge.tsx'
import { may, useMe } from '../../session.ts'
import classes from '../administration.module.css'
import { useRoleWords } from '../role-words.ts'
import { useOrganizations } from '../use-organizations.ts'
import type { User } from './user.ts'

interface Ways {
  readonly withCompany: boolean
  /** Who, how they are reached and their role beneath each other: an address beside a role is cut off there. */
  readonly onPhone: boolean
  readonly onEdit: (user: User) => void
  readonly onPassword: (user: User) => void
  readonly onRetire: (user: User) => void
}

/** Of a row on a phone, px. */
export const THREE_LINES = 76

export function useUserColumns({
  withCompany,
  onPhone,
  onEdit,
  onPassword,
  onRetire,
}: Ways): readonly Column<User>[] {
  const { t } = useLingui()
  const words = useRoleWords()
  const { byId } = useOrganizations()
  const { data: ways } = useQuery({ queryKey: ['sign-in-ways'], queryFn: () => api.getSignInWays({}) })
  const byHand = ways?.mail === false
  const unproved = (
    <Status tone="wait" icon={<IconMailQuestion size={15} aria-hidden />}>
      <Trans>Address not confirmed</Trans>
    </Status>
  )
  const who: readonly Column<User>[] = onPhone
    ? [
        {
          id: 'name',
          header: t`Name`,
          width: 'minmax(0, 1fr)',
          cell: ({ name, email, addressProved, role }) => (
            <span className={classes.lines}>
              <strong className="cut">{name}</strong>
              <span className="cut">{email}</span>
              <span className="cut quiet">
                {words[role]} {addressProved || unproved}
              </span>
            </span>
          ),
        },
      ]
    : [
        {
          id: 'name',
          header: t`Name`,
          width: 'minmax(130px, 1.4fr)',
          cell: ({ name, email, addressProved }) => (
            <>
              <strong>{name}</strong> {/* Before the address: a narrow column cuts its end off. */}
              {addressProved || unproved}
              <span className={classes.second}>{email}</span>
            </>
          ),
        },
        { id: 'role', header: t`Role`, width: '130px', cell: ({ role }) => words[role] },
      ]
  return [
    ...who,
    ...(withCompany
      ? [
          {
            id: 'company',
            header: t`Works for`,
            width: 'minmax(120px, 1fr)',
            from: 620,
            cell: ({ organizationId, operatorId }: User) =>
              byId.get(organizationId ?? operatorId ?? '')?.name ?? <span className="quiet">–</span>,
          },
        ]
      : []),
    {
      id: 'sites',
      header: t`Sites`,
      width: '90px',
      from: 760,
      cell: ({ siteIds }) =>
        siteIds === null ? (
          <span className="quiet">
            <Trans>All</Trans>
          </span>
        ) : (
          <Plural value={siteIds.length} one="# site" other="# sites" />
        ),
    },
    {
      id: 'factor',
      header: t`Sign-in`,
      width: '170px',
      from: 940,
      cell: ({ secondFactor }) =>
        secondFactor ? (
          <Status tone="ok" icon={<IconShieldCheck size={15} aria-hidden />}>{t`Authenticator app`}</Status>
        ) : (
          <span className="quiet">
            <Trans>Password only</Trans>
          </span>
        ),
    },
    {
      id: 'actions',
      header: <span className="unseen">{t`Actions`}</span>,
      width: onPhone ? '40px' : byHand ? 'minmax(40px, 300px)' : 'minmax(40px, 190px)',
      end: true,
      cell: (user) => (
        <UserActions
          user={user}
          byHand={byHand}
          onEdit={onEdit}
          onPassword={onPassword}
          onRetire={onRetire}
        />
      ),
    },
  ]
}

interface ActionsProps extends Omit<Ways, 'withCompany' | 'onPhone'> {
  readonly user: User
  /** Whether no mail is sent, so that an administrator hands a new password over. */
  readonly byHand: boolean
}

function UserActions({ user, byHand, onEdit, onPassword, onRetire }: ActionsProps) {
  const { t } = useLingui()
  const me = useMe()
  if (user.state === 'retired') return null
  const above = me.may.grant.includes(user.role) ? undefined : t`A role above your own.`
  const actions = [
    may(me, 'update-user') && {
      label: t`Change`,
      icon: <IconPencil size={15} aria-hidden />,
      reason: above,
      onClick: () => onEdit(user),
    },
    byHand &&
      user.userId !== me.userId &&
      may(me, 'hand-over-password-link') && {
        label: t`Password`,
        icon: <IconKey size={15} aria-hidden />,
        reason: above,
        onClick: () => onPassword(user),
      },
    may(me, 'retire-user') && {
      label: t`Retire`,
      icon: <IconUserOff size={15} aria-hidden />,
      reason: above,
      onClick: () => onRetire(user),
    },
  ]
  return <RowActions name={user.name} actions={actions.filter((action) => action !== false)} />
}
