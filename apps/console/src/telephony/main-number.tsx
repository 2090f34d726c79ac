/** The MAIN NUMBER row (M2, M3) with the summary that it expands to (M4), or how a main number comes about. */
import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Collapse } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconChevronDown, IconChevronRight, IconPencil } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import type { AnswerOf } from '../api/client.ts'
import { Boundary } from '../parts/boundary.tsx'
import { printed } from '../parts/numbers.ts'
import { StateBadge } from '../parts/state-badge.tsx'
import { may, useMe } from '../session.ts'
import { isTyping } from '../shell/is-typing.ts'
import { isReceiving } from './asked.ts'
import { Extension, ExtensionsForHelp } from './extension.tsx'
import { MainActions, useMainActions } from './main-actions.tsx'
import { MainDialogs } from './main-dialogs.tsx'
import classes from './main-number.module.css'
import { MainSummary } from './main-summary.tsx'
import { NoMainNumber } from './no-main-number.tsx'
import { ReservedNote } from './not-active.tsx'
import { PendingBadge, PendingNote } from './pending-note.tsx'
import { useTelephonySearch } from './search.ts'
import type { Organization, Site } from './telephony.tsx'

export type PhoneNumber = AnswerOf<'listNumbers'>['items'][number]

interface Props {
  readonly number: PhoneNumber | null
  readonly organization: Organization
  readonly site: Site
}

export function MainNumber({ number, organization, site }: Props) {
  return (
    <section aria-labelledby="main-number">
      <h2 id="main-number" className={classes.heading}>
        <Trans>Main number</Trans>
      </h2>
      {number ? (
        <MainRow number={number} organization={organization} site={site} />
      ) : (
        <NoMainNumber organization={organization} site={site} />
      )}
    </section>
  )
}

function MainRow({ number, organization, site }: Props & { number: PhoneNumber }) {
  const { t } = useLingui()
  const [{ closed }, change] = useTelephonySearch()
  const me = useMe()
  const actions = useMainActions(number)
  const opened = !closed
  // On a phone the answer comes before the settings.
  const isPhone = useMediaQuery('(max-width: 639px)', undefined, { getInitialValueInEffect: false })
  const underSentence = isPhone && opened && isReceiving(number)
  const toggle = () => change({ closed: opened ? true : undefined })
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const onRow = event.target === event.currentTarget
    if (onRow && event.key === 'Enter') return toggle()
    if (event.key.toLowerCase() === 't' && isReceiving(number) && !isTyping(event.target)) {
      event.preventDefault()
      return change({ dialog: 'try' })
    }
    const action = actions.find(({ shortcut }) => shortcut.toLowerCase() === event.key.toLowerCase())
    if (!action || action.reason !== undefined || isTyping(event.target)) return
    event.preventDefault()
    action.run()
  }
  return (
    <div className={`card ${classes.card}`}>
      <div
        role="group"
        aria-label={t`Main number ${printed(number.e164)}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys A C H R P D work on the focused row
        tabIndex={0}
        data-main-row
        className={classes.row}
        onKeyDown={onKey}
      >
        <ActionIcon
          variant="subtle"
          color="gray"
          onClick={toggle}
          aria-expanded={opened}
          aria-controls="main-summary"
          aria-label={opened ? t`Close the summary` : t`Open the summary`}
        >
          {opened ? <IconChevronDown size={17} aria-hidden /> : <IconChevronRight size={17} aria-hidden />}
        </ActionIcon>
        <span className={`${classes.number} figures`}>{printed(number.e164)}</span>
        <span className={`middle ${classes.own}`}>
          {number.extension && (
            <span className="figures">
              EXT <Extension number={number} site={site} />
            </span>
          )}
          {may(me, 'update-number') && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              aria-label={t`Edit name, EXT and language`}
              onClick={() => change({ dialog: 'edit' })}
            >
              <IconPencil size={15} aria-hidden />
            </ActionIcon>
          )}
        </span>
        <span role="status">
          {number.state === 'PENDING' ? (
            <PendingBadge number={number} />
          ) : (
            <StateBadge state={number.state} />
          )}
        </span>
        {!underSentence && <MainActions actions={actions} />}
      </div>
      <ExtensionsForHelp numbers={[number]} site={site} />
      <Collapse expanded={opened} id="main-summary" transitionDuration={160}>
        <div className={classes.summary}>
          {number.state === 'RESERVED' && (
            <ReservedNote number={number} organization={organization} site={site} actions={actions} />
          )}
          {number.state === 'PENDING' && <PendingNote number={number} />}
          <Boundary>
            {isReceiving(number) && (
              <MainSummary
                number={number}
                site={site}
                actions={underSentence && <MainActions actions={actions} />}
              />
            )}
          </Boundary>
        </div>
      </Collapse>
      <MainDialogs number={number} organization={organization} site={site} />
    </div>
  )
}
