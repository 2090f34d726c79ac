/** Ends every session of the person: this browser's too. */
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../api/client.ts'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import classes from './profile.module.css'

export function SessionsCard() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const leave = useMutation({
    mutationFn: () => api.signOutEverywhere({}),
    onSuccess: async () => {
      client.clear()
      await navigate({ to: '/sign-in' })
    },
  })
  return (
    <section className={`card ${classes.card}`} aria-labelledby="sessions">
      <h2 id="sessions">
        <Trans>Signed-in browsers</Trans>
      </h2>
      <p className="middle">
        <Trans>Lost a device? This ends every session, also the one here.</Trans>
      </p>
      {leave.error && <Wrong error={leave.error} />}
      <Button
        variant="default"
        className={classes.act}
        loading={leave.isPending}
        onClick={() => leave.mutate()}
      >
        <Trans>Sign out everywhere</Trans>
      </Button>
    </section>
  )
}
