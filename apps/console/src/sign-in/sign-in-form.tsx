/** E-mail and password, then the code of the authenticator app when one is asked for. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../api/client.ts'
import { Note } from '../parts/state-badge.tsx'
import { CodeInput } from './code-input.tsx'
import classes from './sign-in.module.css'

interface Props {
  /** Fixed when a session is renewed: the form below belongs to this person. */
  readonly email?: string | undefined
  readonly onDone: () => void
}

export function SignInForm({ email: fixed, onDone }: Props) {
  const [needsCode, setNeedsCode] = useState(false)
  return needsCode ? (
    <CodeForm onDone={onDone} onAgain={() => setNeedsCode(false)} />
  ) : (
    <PasswordForm fixed={fixed} onDone={onDone} onNeedsCode={() => setNeedsCode(true)} />
  )
}

function PasswordForm({
  fixed,
  onDone,
  onNeedsCode,
}: {
  fixed: string | undefined
  onDone: () => void
  onNeedsCode: () => void
}) {
  const { t } = useLingui()
  const [email, setEmail] = useState(fixed ?? '')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => api.signIn({ body: { email, password } }),
    onSuccess: ({ next }) => (next === 'second-factor' ? onNeedsCode() : onDone()),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate()
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label={t`E-mail`}
        type="email"
        name="email"
        autoComplete="username"
        required
        withAsterisk={false}
        readOnly={fixed !== undefined}
        data-autofocus={fixed === undefined || undefined}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t`Password`}
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        data-autofocus={fixed !== undefined || undefined}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t`Show the password` }}
      />
      {signIn.error && <Wrong error={signIn.error} />}
      <Button type="submit" fullWidth loading={signIn.isPending}>
        <Trans>Sign in</Trans>
      </Button>
    </form>
  )
}

function CodeForm({ onDone, onAgain }: { onDone: () => void; onAgain: () => void }) {
  const { t } = useLingui()
  const [recovery, setRecovery] = useState(false)
  const [code, setCode] = useState('')
  const verify = useMutation({
    mutationFn: (given: string) => api.verifySecondFactor({ body: { code: given } }),
    onSuccess: onDone,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    verify.mutate(code)
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <p>
        {recovery ? (
          <Trans>Type one of your recovery codes. Each opens once.</Trans>
        ) : (
          <Trans>Type the six digits that your authenticator app shows.</Trans>
        )}
      </p>
      {recovery ? (
        <TextInput
          label={t`Recovery code`}
          autoComplete="off"
          data-autofocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      ) : (
        <CodeInput
          autoFocus
          value={code}
          onChange={setCode}
          onComplete={(given) => verify.mutate(given)}
          refusal={verify.error}
        />
      )}
      {verify.error && <Wrong error={verify.error} />}
      <Button type="submit" fullWidth loading={verify.isPending} disabled={code.length < 6}>
        <Trans>Continue</Trans>
      </Button>
      <div className={classes.ways}>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            setRecovery(!recovery)
            setCode('')
            verify.reset()
          }}
        >
          {recovery ? <Trans>Use the app</Trans> : <Trans>Use a recovery code</Trans>}
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={onAgain}>
          <Trans>Another account</Trans>
        </Button>
      </div>
    </form>
  )
}

/** What was wrong, said where it is read at once. */
export const Wrong = ({ error }: { error: Error }) => (
  <div role="alert">
    <Note tone="bad" icon={<IconAlertTriangle size={16} aria-hidden />}>
      {error.message}
    </Note>
  </div>
)
