/** An occupier leaves, altogether or one of its sites (N7): what is lost is counted and named, then its name is typed. It cannot be undone. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Modal, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { type AnswerOf, api } from '../api/client.ts'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import classes from './decommission-dialog.module.css'

type Organization = AnswerOf<'getOrganization'>

/** The one site that it leaves. */
export interface LeftSite {
  readonly id: string
  readonly name: string
}

export function DecommissionDialog({
  organization,
  site,
  onClose,
}: {
  organization: Organization
  /** Left out: it leaves altogether. */
  site?: LeftSite | undefined
  onClose: () => void
}) {
  const { t } = useLingui()
  const [typed, setTyped] = useState('')
  const { counts, leave } = useDecommission(organization, site, typed, onClose)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    leave.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        site ? t`Decommission ${organization.name} at ${site.name}?` : t`Decommission ${organization.name}?`
      }
      size={520}
    >
      <form className={classes.body} onSubmit={submit}>
        <p>
          {site ? (
            <Trans>
              The company leaves this site and stays at its others as it is. This cannot be undone.
            </Trans>
          ) : (
            <Trans>The company leaves all its sites. This cannot be undone.</Trans>
          )}
        </p>
        {counts && <Lost counts={counts} atOneSite={site !== undefined} />}
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
          <Button type="submit" data-danger loading={leave.isPending} disabled={typed !== organization.name}>
            <Trans>Decommission</Trans>
          </Button>
        </div>
      </form>
    </Modal>
  )
}

function useDecommission(
  { id, version }: Organization,
  site: LeftSite | undefined,
  name: string,
  onClose: () => void,
) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const client = useQueryClient()
  const params = { organizationId: id }
  const at = site && { ...params, siteId: site.id }
  const { data: counts } = useQuery({
    queryKey: ['decommission', id, site?.id ?? null],
    queryFn: () => (at ? api.previewDecommissionAtSite({ params: at }) : api.previewDecommission({ params })),
  })
  const leave = useMutation({
    mutationFn: async () => {
      const body = { version, name }
      await (at
        ? api.decommissionAtSite({ params: at, body })
        : api.decommissionOrganization({ params, body }))
    },
    onSuccess: async () => {
      notifications.show({ message: site ? t`${name} has left ${site.name}.` : t`${name} has left.` })
      if (site) onClose()
      await client.invalidateQueries()
      if (!site) await navigate({ to: '/occupiers' })
    },
  })
  return { counts, leave }
}

function Lost({ counts, atOneSite }: { counts: AnswerOf<'previewDecommission'>; atOneSite: boolean }) {
  return (
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
        {atOneSite ? (
          <Plural
            value={counts.users}
            one="# user who belongs to this site only is retired."
            other="# users who belong to this site only are retired."
          />
        ) : (
          <Plural value={counts.users} one="# user is retired." other="# users are retired." />
        )}
      </li>
      <li>
        <Plural
          value={counts.messages}
          one="# message is kept as long as messages are retained, then deleted."
          other="# messages are kept as long as messages are retained, then deleted."
        />
      </li>
    </ul>
  )
}
