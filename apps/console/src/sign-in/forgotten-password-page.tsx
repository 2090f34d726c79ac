/** Asks for an e-mail with a link. The answer is the same whether or not somebody has the address. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../api/client.ts'
import classes from './sign-in.module.css'
import { Wrong } from './sign-in-form.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

export function ForgottenPasswordPage() {
  const { t } = useLingui()
  const [email, setEmail] = useState('')
  const ask = useMutation({ mutationFn: () => api.forgottenPassword({ body: { email } }) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask.mutate()
  }
  return (
    <SignInFrame title={t`Forgotten password`}>
      {ask.isSuccess ? (
        <p role="status">
          <Trans>
            If somebody here has this address, an e-mail with a link is on its way. It works for an hour.
          </Trans>
        </p>
      ) : (
        <form className={classes.form} onSubmit={submit}>
          <TextInput
            label={t`E-mail`}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          {ask.error && <Wrong error={ask.error} />}
          <Button type="submit" fullWidth loading={ask.isPending}>
            <Trans>Send a link</Trans>
          </Button>
        </form>
      )}
      <Link to="/sign-in" className={classes.link}>
        <Trans>Back to sign-in</Trans>
      </Link>
    </SignInFrame>
  )
}
