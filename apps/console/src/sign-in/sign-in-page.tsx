/** Signs in, by password or by the identity provider, and goes where the person wanted to. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Divider } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { api } from '../api/client.ts'
import classes from './sign-in.module.css'
import { SignInForm, Wrong } from './sign-in-form.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

export function SignInPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { to = '/' }: { to?: string } = useSearch({ strict: false })
  const { data: ways } = useQuery({ queryKey: ['sign-in-ways'], queryFn: () => api.getSignInWays({}) })
  const provider = useMutation({
    mutationFn: () => api.startOidc({ body: { returnTo: to } }),
    onSuccess: ({ url }) => window.location.assign(url),
  })
  const done = async () => {
    client.clear()
    await navigate({ href: to, replace: true })
  }
  return (
    <SignInFrame title={t`Sign in`}>
      <SignInForm onDone={done} />
      {ways?.mail && (
        <Link to="/forgotten-password" className={classes.link}>
          <Trans>Forgotten password?</Trans>
        </Link>
      )}
      {ways?.oidc && (
        <>
          <Divider label={t`or`} />
          <Button variant="default" fullWidth loading={provider.isPending} onClick={() => provider.mutate()}>
            <Trans>Sign in with {new URL(ways.oidc.issuer).host}</Trans>
          </Button>
          {provider.error && <Wrong error={provider.error} />}
        </>
      )}
    </SignInFrame>
  )
}
