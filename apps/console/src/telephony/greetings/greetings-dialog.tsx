/** Greetings: what reception says and knows (M11), and what callers hear of the mailbox (C9). */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { type AnswerOf, ApiRefusal, api } from '../../api/client.ts'
import { Boundary } from '../../parts/boundary.tsx'
import { GuardedModal } from '../../parts/guarded-modal.tsx'
import { SkeletonRows } from '../../parts/states.tsx'
import { whenInWords } from '../../parts/time.ts'
import { useUnsaved } from '../../parts/unsaved.tsx'
import { WithIcon } from '../../parts/with-icon.tsx'
import { may, useMe } from '../../session.ts'
import { DialogTitle } from '../dialog-title.tsx'
import type { MainDialogProps } from '../main-dialogs.tsx'
import { SaveFoot } from '../save-foot.tsx'
import { StaleNote } from '../stale-note.tsx'
import { useDialogKeys } from '../use-dialog-keys.ts'
import { CardPreview } from './card-preview.tsx'
import { CardSideForm } from './card-side-form.tsx'
import classes from './greetings.module.css'
import { VoicemailGreetings } from './voicemail-greetings.tsx'

type Card = AnswerOf<'getReceptionCard'>
export type CardSide = Card['inHours']

export default function GreetingsDialog(props: MainDialogProps) {
  const { t } = useLingui()
  const me = useMe()
  const [where, setWhere] = useState<'reception' | 'voicemail'>('reception')
  return (
    <GuardedModal
      opened
      onClose={props.onClose}
      size={1120}
      title={
        <DialogTitle
          what={t`Greetings`}
          e164={props.number.e164}
          note={where === 'reception' ? t`what main reception sees and says` : t`what callers hear`}
        />
      }
      classNames={{ body: classes.body }}
    >
      <Boundary>
        {may(me, 'list-greetings') && (
          <div className={classes.where}>
            <SegmentedControl
              aria-label={t`Greetings of`}
              value={where}
              onChange={(value) => setWhere(value as typeof where)}
              data={[
                { value: 'reception', label: t`Main reception` },
                { value: 'voicemail', label: t`Voicemail` },
              ]}
            />
          </div>
        )}
        <Suspense fallback={<SkeletonRows rows={8} />}>
          {where === 'reception' ? (
            <Form {...props} />
          ) : (
            <VoicemailGreetings
              numberId={props.number.id}
              zone={props.site.timeZone}
              company={props.organization.name}
            />
          )}
        </Suspense>
      </Boundary>
    </GuardedModal>
  )
}

function Form({ number, organization, site, onClose }: MainDialogProps) {
  const { t, i18n } = useLingui()
  const client = useQueryClient()
  const params = { numberId: number.id }
  const key = ['reception-card', number.id]
  const { data: saved } = useSuspenseQuery({
    queryKey: key,
    queryFn: () => api.getReceptionCard({ params }),
    // What is being typed stays, whoever else saves meanwhile: the version tells.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const [card, setCard] = useState<Card>(saved)
  const [side, setSide] = useState<'inHours' | 'outOfHours'>('inHours')
  const shown = card[side] ?? card.inHours
  const saving = useMutation({
    mutationFn: () =>
      api.saveReceptionCard({
        params,
        body: {
          version: card.version,
          inHours: plain(card.inHours),
          outOfHours: card.outOfHours && plain(card.outOfHours),
          pronunciation: card.pronunciation || null,
        },
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['main-number', number.id] })
      notifications.show({ message: t`The greetings are saved; the next call shows them.` })
      onClose()
    },
  })
  const save = () => {
    if (!saving.isPending) saving.mutate()
  }
  useUnsaved(JSON.stringify(card) !== JSON.stringify(saved))
  useDialogKeys({ onSave: save })
  const stale =
    saving.error instanceof ApiRefusal && saving.error.code === 'stale-version' ? saving.error : undefined
  const change = (changed: CardSide) => setCard({ ...card, [side]: changed })
  return (
    <>
      <div className={classes.columns}>
        <div className={classes.form}>
          <SegmentedControl
            aria-label={t`Which greeting`}
            classNames={{ label: classes.wraps }}
            value={side}
            onChange={(value) => setSide(value as typeof side)}
            data={[
              { value: 'inHours', label: <WithIcon icon={IconSun}>{t`In hours`}</WithIcon> },
              {
                value: 'outOfHours',
                label: (
                  <WithIcon icon={IconMoon}>
                    {card.outOfHours ? t`Out of hours` : t`Out of hours: same`}
                  </WithIcon>
                ),
              },
            ]}
          />
          {side === 'outOfHours' && !card.outOfHours ? (
            <div>
              <p className="middle">
                <Trans>Out of hours reception says and sees the same.</Trans>
              </p>
              <Button variant="default" mt={8} onClick={() => setCard({ ...card, outOfHours: card.inHours })}>
                <Trans>Write another greeting for out of hours</Trans>
              </Button>
            </div>
          ) : (
            <CardSideForm key={side} side={shown} zone={site.timeZone} onChange={change} />
          )}
          {side === 'outOfHours' && card.outOfHours && (
            <Button variant="subtle" onClick={() => setCard({ ...card, outOfHours: null })}>
              <Trans>Say the same as in hours</Trans>
            </Button>
          )}
          <TextInput
            label={t`Say it like this (optional)`}
            data-longest={120}
            placeholder={t`Vane as in “vein”`}
            value={card.pronunciation ?? ''}
            onChange={(event) => setCard({ ...card, pronunciation: event.currentTarget.value })}
          />
        </div>
        <CardPreview
          side={shown}
          pronunciation={card.pronunciation}
          company={organization.name}
          site={site}
          open={side === 'inHours'}
        />
      </div>
      <SaveFoot
        stale={
          stale && (
            <StaleNote<Card>
              error={stale}
              who={({ changedBy }) => changedBy}
              onMine={(theirs) => {
                setCard({ ...card, version: theirs.version })
                saving.reset()
              }}
              onTheirs={(theirs) => {
                setCard(theirs)
                saving.reset()
              }}
            />
          )
        }
        error={stale ? null : saving.error}
        saving={saving.isPending}
        onSave={save}
        onClose={onClose}
      >
        <span className="middle">
          {card.changedAt && (
            <Trans>
              Last changed by {card.changedBy},{' '}
              {whenInWords(card.changedAt, Date.now(), site.timeZone, i18n.locale)}
            </Trans>
          )}
        </span>
      </SaveFoot>
    </>
  )
}

const plain = ({ greeting, comments }: CardSide) => ({
  greeting,
  comments: comments
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, expiresAt }) => ({ text, expiresAt })),
})
