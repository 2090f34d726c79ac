/** On a phone: the opened voicemail in its place in the list, with the player and what one does after hearing it. */
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconPhone, IconTrash } from '@tabler/icons-react'
import { type Ref, useEffect, useRef } from 'react'
import { printed } from '../parts/numbers.ts'
import { localZone, whenInWords } from '../parts/time.ts'
import { VoicemailState } from './inbox-row.tsx'
import { LettersInTrouble } from './letters.tsx'
import type { Message } from './message.ts'
import classes from './phone-message.module.css'
import { Player, type PlayerHandle } from './player.tsx'

interface Props {
  readonly message: Message
  readonly player: Ref<PlayerHandle>
  readonly mark: (message: Message, state: 'new' | 'saved' | 'deleted') => void
  readonly onClose: () => void
  /** Shows all that is known of it. */
  readonly onWhole: () => void
}

export function PhoneMessage({ message, player, mark, onClose, onWhole }: Props) {
  const { t, i18n } = useLingui()
  const { id, callerName, callerNumber, startedAt, seconds, state } = message
  // The row that was pressed is gone, and with it the focus.
  const head = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) head.current?.focus({ preventScroll: true })
  }, [])
  const number = callerNumber ? printed(callerNumber) : undefined
  return (
    <article className={classes.opened}>
      <button
        type="button"
        ref={head}
        id={`message-${id}`}
        className={classes.head}
        aria-current
        aria-expanded
        onClick={onClose}
      >
        <span className={classes.who}>{callerName ?? number ?? t`Number withheld`}</span>
        <VoicemailState message={message} />
        <span className="figures middle">
          {callerName && number && <span className={classes.number}>{number}</span>}
          {whenInWords(startedAt, Date.now(), localZone, i18n.locale)}
        </span>
      </button>
      <Player
        ref={player}
        messageId={id}
        length={seconds}
        onPlayed={() => state === 'new' && mark(message, 'saved')}
      />
      <div className={classes.deeds}>
        {callerNumber && (
          <Button
            component="a"
            href={`tel:${callerNumber}`}
            leftSection={<IconPhone size={18} aria-hidden />}
          >
            <Trans>Call back</Trans>
          </Button>
        )}
        {state === 'deleted' ? (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={18} aria-hidden />}
            onClick={() => mark(message, 'saved')}
          >
            <Trans>Restore</Trans>
          </Button>
        ) : (
          <>
            <Button
              variant="default"
              leftSection={<IconCheck size={18} aria-hidden />}
              onClick={() => mark(message, state === 'new' ? 'saved' : 'new')}
            >
              {state === 'new' ? <Trans>Handled</Trans> : <Trans>New again</Trans>}
            </Button>
            <ActionIcon
              variant="default"
              size={44}
              aria-label={t`Delete`}
              onClick={() => mark(message, 'deleted')}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </>
        )}
      </div>
      <LettersInTrouble messageId={id} />
      <Button variant="subtle" onClick={onWhole}>
        <Trans>Call, e-mail and notes</Trans>
      </Button>
    </article>
  )
}
