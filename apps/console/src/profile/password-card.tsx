/** Changes the own password; every other browser is signed out. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../api/client.ts'
import { useMe } from '../session.ts'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import { PasswordField } from './password-field.tsx'
import classes from './profile.module.css'

export function PasswordCard() {
  const { t } = useLingui()
  const { email } = useMe()
  const [presentPassword, setPresent] = useState('')
  const [newPassword, setNew] = useState('')
  const change = useMutation({
    mutationFn: () => api.changePassword({ body: { presentPassword, newPassword } }),
    onSuccess: () => {
      setPresent('')
      setNew('')
      notifications.show({ message: t`The password is changed. Other browsers are signed out.` })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <section className={`card ${classes.card}`} aria-labelledby="password">
      <h2 id="password">
        <Trans>Password</Trans>
      </h2>
      <form onSubmit={submit}>
        {/* A password manager keeps the new password with this name. */}
        <input type="hidden" name="username" autoComplete="username" value={email ?? ''} />
        <PasswordField value={presentPassword} onChange={setPresent} />
        <PasswordField
          label={t`New password`}
          description={t`At least 10 characters; a few words are easiest to keep.`}
          autoComplete="new-password"
          minLength={10}
          value={newPassword}
          onChange={setNew}
        />
        {change.error && <Wrong error={change.error} />}
        <Button type="submit" className={classes.act} variant="default" loading={change.isPending}>
          <Trans>Change password</Trans>
        </Button>
      </form>
    </section>
  )
}
