/** The card of a company as the desk shows it while a call rings: company, how it is said, what to say, what to know. */

import { Trans } from '@lingui/react/macro'
import { IconBellRinging, IconInfoCircle } from '@tabler/icons-react'
import { Quoted } from '../parts/quoted.tsx'
import { Tag } from '../parts/state-badge.tsx'
import classes from './card.module.css'

export interface CardComment {
  readonly text: string
  /** In words, such as "until Thu 18:00"; undefined: for good. */
  readonly until?: string | undefined
}

interface Props {
  readonly company: string
  readonly pronunciation?: string | undefined
  readonly greeting: string
  readonly comments: readonly CardComment[]
  /** "Main number, in hours" */
  readonly line: string
  /** How long it has been ringing, such as "0:04"; undefined: that is not known. */
  readonly ringing?: string | undefined
  /** The company is the title of its page. */
  readonly isTitle?: boolean
  readonly scheme?: 'light' | 'dark'
}

export function ReceptionCard(props: Props) {
  const { company, pronunciation, greeting, comments, line, ringing, isTitle = false, scheme } = props
  const Company = isTitle ? 'h1' : 'p'
  return (
    <article className={classes.card} data-mantine-color-scheme={scheme}>
      <header className={classes.head}>
        {ringing !== undefined && (
          <Tag tone="wait" icon={<IconBellRinging size={14} aria-hidden />}>
            <Trans>Ringing {ringing}</Trans>
          </Tag>
        )}
        <span className={classes.line}>{line}</span>
      </header>
      <Company className={classes.company}>{company}</Company>
      {pronunciation && (
        <p className={classes.say}>
          <Trans>Say {pronunciation}.</Trans>
        </p>
      )}
      <blockquote className={classes.greeting}>
        <Quoted>{greeting}</Quoted>
      </blockquote>
      {comments.length > 0 && (
        <ul className={classes.comments}>
          {comments.map(({ text, until }) => (
            <li key={text}>
              <IconInfoCircle size={17} aria-hidden />
              <span>
                {text}
                {until && <span className={classes.until}>{until}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}
