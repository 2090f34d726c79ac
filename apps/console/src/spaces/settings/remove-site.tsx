/** A site that was opened by mistake is removed, by the provider; what still hangs on it is said by the server. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import form from '../site-form.module.css'
import type { Site } from '../site-layout.tsx'
import classes from './site-settings.module.css'

export function RemoveSite({ site: { id, name, version } }: { site: Site }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [asked, ask] = useState(false)
  const remove = async () => {
    try {
      await api.deleteSite({ params: { siteId: id }, query: { version } })
    } catch (error) {
      void client.invalidateQueries({ queryKey: ['site', id] })
      throw error
    }
    // What was typed of it and not saved has no place any more.
    await navigate({ to: '/spaces', ignoreBlocker: true })
    void client.invalidateQueries({ queryKey: ['sites'] })
  }
  return (
    <section className={`card ${form.form}`} aria-labelledby="remove-site">
      <h2 id="remove-site" className={classes.title}>
        <Trans>Remove the site</Trans>
      </h2>
      <p className="middle">
        <Trans>
          For a site that was opened by mistake. It can be removed while it has no numbers, companies or
          people of its own, and nothing is on record of it.
        </Trans>
      </p>
      <div>
        <Button
          variant="subtle"
          data-danger
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => ask(true)}
        >
          <Trans>Remove the site</Trans>
        </Button>
      </div>
      {asked && (
        <Confirm
          title={t`Remove the site ${name}?`}
          act={t`Remove`}
          onAct={remove}
          onClose={() => ask(false)}
        >
          <Trans>
            Its hours, events, calendars and rules go with it. Whoever has it open finds nothing there any
            more.
          </Trans>
        </Confirm>
      )}
    </section>
  )
}
