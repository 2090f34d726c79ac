/** The own account: in which role one works, the password, the authenticator app, every browser that is signed in. */
import { Trans, useLingui } from '@lingui/react/macro'
import { useMe } from '../session.ts'
import { useCrumbs } from '../shell/crumbs.tsx'
import { AbsenceCard } from './absence-card.tsx'
import { AuthenticatorCard } from './authenticator-card.tsx'
import { MembershipsCard } from './memberships-card.tsx'
import { PasswordCard } from './password-card.tsx'
import classes from './profile.module.css'
import { SessionsCard } from './sessions-card.tsx'

export function ProfilePage() {
  const { t } = useLingui()
  const me = useMe()
  useCrumbs([{ label: t`Profile` }])
  return (
    <div className={classes.page}>
      <header>
        <h1>{me.name}</h1>
        <p className="middle">{me.email}</p>
      </header>
      <MembershipsCard />
      {me.kind === 'user' && me.active.operatorId !== null && <AbsenceCard key={me.active.membershipId} />}
      {me.kind === 'user' ? (
        <>
          <PasswordCard />
          <AuthenticatorCard />
          <SessionsCard />
        </>
      ) : (
        <p>
          <Trans>A token has no password.</Trans>
        </p>
      )}
    </div>
  )
}
