/** How long an organization keeps its voicemail: as its site says, or so many days. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, NumberInput } from '@mantine/core'
import { IconClockHour4 } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, ApiRefusal, api } from '../api/client.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { may, useMe } from '../session.ts'
import { StaleNote } from '../telephony/stale-note.tsx'

type Kept = AnswerOf<'getMessageRetention'>

export function Retention({ organizationId }: { organizationId: string }) {
  const me = useMe()
  const [opened, setOpened] = useState(false)
  const { data: kept } = useQuery({
    queryKey: ['message-retention', organizationId],
    queryFn: () => api.getMessageRetention({ params: { organizationId } }),
    enabled: may(me, 'save-message-retention'),
  })
  if (!kept) return null
  return (
    <>
      <Button
        variant="subtle"
        leftSection={<IconClockHour4 size={16} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {kept.days === null ? (
          <Trans>Kept as the site says</Trans>
        ) : (
          <Plural value={kept.days} one="Kept for # day" other="Kept for # days" />
        )}
      </Button>
      {opened && <RetentionDialog kept={kept} onClose={() => setOpened(false)} />}
    </>
  )
}

function RetentionDialog({ kept, onClose }: { kept: Kept; onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [days, setDays] = useState(kept.days)
  const { organizationId } = kept
  /** Of what was seen when the dialog opened: what comes in later is not overwritten unseen (N12). */
  const [version, setVersion] = useState(kept.version)
  const save = useMutation({
    mutationFn: (of: number) =>
      api.saveMessageRetention({ params: { organizationId }, body: { version: of, days } }),
    onSuccess: (now) => {
      client.setQueryData(['message-retention', organizationId], now)
      onClose()
    },
    onError: () => client.invalidateQueries({ queryKey: ['message-retention', organizationId] }),
  })
  const stale =
    save.error instanceof ApiRefusal && save.error.code === 'stale-version' ? save.error : undefined
  return (
    <FormDialog
      title={t`How long messages are kept`}
      verb={<Trans>Save</Trans>}
      sending={save.isPending}
      error={stale ? null : save.error}
      onSend={() => save.mutate(version)}
      onClose={onClose}
    >
      <NumberInput
        label={t`Messages are kept, in days`}
        description={t`Empty: as long as the site says.`}
        min={1}
        max={3650}
        allowDecimal={false}
        data-autofocus
        value={days ?? ''}
        onChange={(value) => setDays(value === '' ? null : Number(value))}
      />
      {stale && (
        <StaleNote<Kept>
          error={stale}
          who={() => null}
          onMine={(theirs) => {
            setVersion(theirs.version)
            save.mutate(theirs.version)
          }}
          onTheirs={(theirs) => {
            setVersion(theirs.version)
            setDays(theirs.days)
            save.reset()
          }}
        />
      )}
      <p className="middle">
        <Trans>
          Older messages go the next night with their recordings, saved ones too. A deleted message can be
          restored for a week.
        </Trans>
      </p>
    </FormDialog>
  )
}
