/** Hunt group (M10): who rings together, with what each would do right now; outside numbers with confirmation. */

import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconPhonePlus, IconSearch } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { useRefreshOn } from '../../api/live.tsx'
import { Note } from '../../parts/state-badge.tsx'
import { useUnsaved } from '../../parts/unsaved.tsx'
import { MainDialog } from '../main-dialog.tsx'
import type { MainDialogProps } from '../main-dialogs.tsx'
import { SaveFoot } from '../save-foot.tsx'
import { StaleNote } from '../stale-note.tsx'
import { useDialogKeys } from '../use-dialog-keys.ts'
import { Candidates } from './candidates.tsx'
import classes from './hunt-group.module.css'
import { type OutsideHandle, OutsideNumber } from './outside-number.tsx'
import { Silent } from './silent.tsx'
import { type HuntGroup, useHuntGroupForm } from './use-hunt-group-form.ts'
import { useLastAnswered } from './use-last-answered.ts'

export default function HuntGroupDialog(props: MainDialogProps) {
  const { t } = useLingui()
  return (
    <MainDialog {...props} what={t`Hunt group`} size={860} rows={8}>
      <Group {...props} />
    </MainDialog>
  )
}

function Group({ number, site, onClose }: MainDialogProps) {
  const { t } = useLingui()
  const params = { numberId: number.id }
  const key = ['hunt-group', number.id]
  const { data } = useSuspenseQuery({
    queryKey: key,
    queryFn: async () => {
      const [group, candidates, devices] = await Promise.all([
        api.listHuntMembers({ params }),
        api.listHuntMemberCandidates({ params }),
        api.listDevices({
          query: { siteId: site.id, organizationId: number.organizationId ?? undefined, limit: 1000 },
        }),
      ])
      return { group, candidates: candidates.items, devices: devices.items }
    },
  })
  useRefreshOn(['device', 'call.answered', 'call.ended'], key, number.organizationId ?? undefined)
  const form = useHuntGroupForm(number.id, data, onClose)
  const lastAnswered = useLastAnswered(data.group, site.timeZone)
  const [filter, setFilter] = useState('')
  const [adding, setAdding] = useState(false)
  const outside = useRef<OutsideHandle>(null)
  // A number that was typed and not added yet belongs to what is saved, or is refused where it stands.
  const save = () => {
    const typed = adding ? outside.current?.take() : undefined
    if (typed === 'wrong') return
    form.save(typed)
  }
  useDialogKeys({ onSave: save })
  useUnsaved(form.changed)
  const { ringing, silent } = form
  return (
    <>
      <div className={classes.head}>
        <p className={classes.sentence}>
          <Trans>
            <strong>
              {ringing} of {form.chosen.length} members
            </strong>{' '}
            would ring now, all at the same time.
          </Trans>
        </p>
        {form.chosen.length === 0 && (
          <Note tone="wait" icon={<IconAlertTriangle size={16} aria-hidden />}>
            <Trans>An empty group is skipped: the call moves on at once.</Trans>
          </Note>
        )}
        {silent.length > 0 && <Silent members={silent} site={site} number={number} />}
        <div className={classes.tools}>
          <TextInput
            data-filter
            aria-label={t`Number, EXT or person`}
            placeholder={t`Number, EXT or person`}
            leftSection={<IconSearch size={15} aria-hidden />}
            autoFocus
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
          <span className="meta figures">
            <Trans>
              {form.chosen.length} of {form.rows.length} chosen
            </Trans>
          </span>
          <Button variant="default" size="compact-sm" onClick={form.toggleAll}>
            {form.allChosen ? <Trans>Choose none</Trans> : <Trans>Choose all</Trans>}
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPhonePlus size={16} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            <Trans>Add outside number</Trans>
          </Button>
        </div>
        {adding && (
          <OutsideNumber
            ref={outside}
            country={number.e164}
            onAdd={(e164, name) => {
              form.addOutside(e164, name)
              setAdding(false)
            }}
            onCancel={() => setAdding(false)}
          />
        )}
      </div>
      <Candidates
        rows={form.rows}
        filter={filter}
        zone={site.timeZone}
        lastAnswered={lastAnswered}
        onToggle={form.toggle}
        onToggleLamp={form.toggleLamp}
      />
      <SaveFoot
        stale={
          form.stale && (
            <StaleNote<HuntGroup>
              error={form.stale}
              who={() => null}
              onMine={form.keepMine}
              onTheirs={form.takeTheirs}
            />
          )
        }
        error={form.error}
        saving={form.saving}
        unlined
        onSave={save}
        onClose={onClose}
      >
        <span className="middle">
          <Trans>If nobody can ring, the call moves on at once.</Trans>
        </span>
      </SaveFoot>
    </>
  )
}
