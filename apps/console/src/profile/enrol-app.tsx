/** Sets an authenticator app up: the secret to type or to open, the recovery codes, then a code of the app. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, CopyButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconExternalLink } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type AnswerOf, api } from '../api/client.ts'
import { meQuery } from '../session.ts'
import { CodeInput } from '../sign-in/code-input.tsx'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import classes from './profile.module.css'

interface Props {
  readonly enrolled: AnswerOf<'enrolTotp'>
  readonly onDone: () => void
}

export function EnrolApp({ enrolled: { uri, secret, recoveryCodes }, onDone }: Props) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [code, setCode] = useState('')
  const confirm = useMutation({
    mutationFn: (given: string) => api.confirmTotp({ body: { code: given } }),
    onSuccess: async () => {
      await client.invalidateQueries(meQuery)
      notifications.show({ message: t`From now on sign-in asks for a code of the app.` })
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate(code)
  }
  return (
    <form onSubmit={submit}>
      <p>
        <Trans>1. Type this secret into the app, or open it there.</Trans>
      </p>
      <code className={classes.secret}>{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      <div className={classes.row}>
        <Copy value={secret} label={t`Copy secret`} />
        <Button
          component="a"
          href={uri}
          variant="default"
          leftSection={<IconExternalLink size={16} aria-hidden />}
        >
          <Trans>Open in the app</Trans>
        </Button>
      </div>
      <p>
        <Trans>
          2. Keep these recovery codes. They are shown this once; each opens once without the app.
        </Trans>
      </p>
      <ul className={classes.codes}>
        {recoveryCodes.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <div className={classes.row}>
        <Copy value={recoveryCodes.join('\n')} label={t`Copy recovery codes`} />
      </div>
      <p id="code-of-app">
        <Trans>3. Type the six digits that the app shows now.</Trans>
      </p>
      <CodeInput
        value={code}
        onChange={setCode}
        onComplete={(given) => confirm.mutate(given)}
        refusal={confirm.error}
      />
      {confirm.error && <Wrong error={confirm.error} />}
      <div className={classes.row}>
        <Button type="submit" loading={confirm.isPending}>
          <Trans>Confirm</Trans>
        </Button>
        <Button variant="subtle" onClick={onDone}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  )
}

const Copy = ({ value, label }: { value: string; label: string }) => (
  <CopyButton value={value}>
    {({ copied, copy }) => (
      <Button variant="default" onClick={copy}>
        {copied ? <Trans>Copied</Trans> : label}
      </Button>
    )}
  </CopyButton>
)
