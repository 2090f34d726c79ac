/** The authenticator app (RFC 6238): on, with its secret and codes shown once; off again with the password. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconShieldCheck, IconShieldOff } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type AnswerOf, api } from '../api/client.ts'
import { Status } from '../parts/state-badge.tsx'
import { meQuery, useMe } from '../session.ts'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import { EnrolApp } from './enrol-app.tsx'
import { PasswordField } from './password-field.tsx'
import classes from './profile.module.css'

export function AuthenticatorCard() {
  const { t } = useLingui()
  const { secondFactor } = useMe()
  const client = useQueryClient()
  const [password, setPassword] = useState('')
  const [enrolled, setEnrolled] = useState<AnswerOf<'enrolTotp'>>()
  const change = useMutation({
    mutationFn: async () => {
      if (secondFactor) await api.disableTotp({ body: { password } })
      else setEnrolled(await api.enrolTotp({ body: { password } }))
    },
    onSuccess: async () => {
      setPassword('')
      if (secondFactor) await client.invalidateQueries(meQuery)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <section className={`card ${classes.card}`} aria-labelledby="app">
      <h2 id="app">
        <Trans>Authenticator app</Trans>
      </h2>
      {secondFactor ? (
        <Status tone="ok" icon={<IconShieldCheck size={16} aria-hidden />}>{t`Asked for at sign-in`}</Status>
      ) : (
        <Status
          tone="idle"
          icon={<IconShieldOff size={16} aria-hidden />}
        >{t`Not used: the password alone opens`}</Status>
      )}
      {enrolled && !secondFactor ? (
        <EnrolApp enrolled={enrolled} onDone={() => setEnrolled(undefined)} />
      ) : (
        <form onSubmit={submit}>
          <PasswordField value={password} onChange={setPassword} />
          {change.error && <Wrong error={change.error} />}
          <Button type="submit" className={classes.act} variant="default" loading={change.isPending}>
            {secondFactor ? <Trans>Give the app up</Trans> : <Trans>Set an app up</Trans>}
          </Button>
        </form>
      )}
    </section>
  )
}
