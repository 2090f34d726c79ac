/** An occupier leaves (N7): what is lost is counted and named, then its name is typed. It cannot be undone. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { type AnswerOf, api } from '../api/client.ts'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import classes from './decommission-dialog.module.css'

type Organization = AnswerOf<'getOrganization'>

export function DecommissionDialog({
  organization,
  onClose,
}: {
  organization: Organization
  onClose: () => void
}) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const client = useQueryClient()
  const params = { organizationId: organization.id }
  const [typed, setTyped] = useState('')
  const { data: counts } = useQuery({
    queryKey: ['decommission', organization.id],
    queryFn: () => api.previewDecommission({ params }),
  })
  const leave = useMutation({
    mutationFn: () =>
      api.decommissionOrganization({ params, body: { version: organization.version, name: typed } }),
    onSuccess: async () => {
      await client.invalidateQueries()
      await navigate({ to: '/occupiers' })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    leave.mutate()
  }
  return (
    <Modal opened onClose={onClose} title={t`Decommission ${organization.name}?`} size={520}>
      <form className={classes.body} onSubmit={submit}>
        <p>
          <Trans>The company leaves all its sites. This cannot be undone.</Trans>
        </p>
        {counts && (
          <ul className={classes.lost}>
            <li>
              <Plural
                value={counts.numbers}
                one="# number goes to cooldown; its callers hear that it is not in use."
                other="# numbers go to cooldown; their callers hear that they are not in use."
              />
            </li>
            <li>
              <Plural value={counts.services} one="# voice service ends." other="# voice services end." />
            </li>
            <li>
              <Plural
                value={counts.devices}
                one="# device cannot sign in any more."
                other="# devices cannot sign in any more."
              />
            </li>
            <li>
              <Plural value={counts.users} one="# user is retired." other="# users are retired." />
            </li>
            <li>
              <Plural
                value={counts.messages}
                one="# message is kept as long as messages are retained, then deleted."
                other="# messages are kept as long as messages are retained, then deleted."
              />
            </li>
          </ul>
        )}
        <TextInput
          label={t`Type “${organization.name}” to confirm`}
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {leave.error && <Wrong error={leave.error} />}
        <div className={classes.foot}>
          <Button variant="subtle" onClick={onClose}>
            <Trans>Keep the company</Trans>
          </Button>
          <Button type="submit" color="red" loading={leave.isPending} disabled={typed !== organization.name}>
            <Trans>Decommission</Trans>
          </Button>
        </div>
      </form>
    </Modal>
  )
}
