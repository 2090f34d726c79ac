/** Chooses a password: with the link of an e-mail, or with that of an invitation. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Loader, PasswordInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ApiRefusal, api } from '../api/client.ts'
import classes from './sign-in.module.css'
import { Wrong } from './sign-in-form.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

/** The token stands behind `#`, which no log of addresses keeps. */
const useToken = (): string => useLocation().hash

/** What stands behind the `#` was never one: the address was cut. */
const isNoToken = (error: Error): boolean => error instanceof ApiRefusal && error.code === 'invalid-request'

export function ResetPasswordPage() {
  const { t } = useLingui()
  const token = useToken()
  return (
    <SignInFrame title={t`Choose a new password`}>
      <PasswordForm
        label={t`New password`}
        save={(newPassword) => api.resetPassword({ body: { token, newPassword } })}
      />
    </SignInFrame>
  )
}

export function InvitationPage() {
  const { t } = useLingui()
  const token = useToken()
  const { data: invitation, error } = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => api.readInvitation({ body: { token } }),
    retry: false,
  })
  if (error) {
    return (
      <SignInFrame title={t`Invitation`}>
        <Wrong
          error={
            isNoToken(error) ? new Error(t`This link is incomplete. Open it again from the letter.`) : error
          }
        />
      </SignInFrame>
    )
  }
  if (!invitation) return <Loader m="xl" aria-label={t`Loading`} />
  const { name, organizationName, email, known, invitedBy } = invitation
  return (
    <SignInFrame title={t`Welcome, ${name}`}>
      <p>
        <Trans>
          {invitedBy} has invited you to {organizationName}. You sign in as <strong>{email}</strong>.
        </Trans>
      </p>
      <PasswordForm
        label={known ? t`Your password` : t`Choose a password`}
        known={known}
        save={(password) => api.acceptInvitation({ body: { token, password } })}
      />
    </SignInFrame>
  )
}

interface PasswordFormProps {
  readonly label: string
  /** The password exists already and is only checked. */
  readonly known?: boolean
  readonly save: (password: string) => Promise<unknown>
}

function PasswordForm({ label, known = false, save }: PasswordFormProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [password, setPassword] = useState('')
  const saving = useMutation({
    mutationFn: () => save(password),
    onSuccess: () => navigate({ to: '/sign-in' }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <PasswordInput
        label={label}
        description={known ? undefined : t`At least 10 characters; a few words are easiest to keep.`}
        autoComplete={known ? 'current-password' : 'new-password'}
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t`Show the password` }}
      />
      {saving.error && <Wrong error={saving.error} />}
      <Button type="submit" fullWidth loading={saving.isPending}>
        <Trans>Save and sign in</Trans>
      </Button>
    </form>
  )
}
