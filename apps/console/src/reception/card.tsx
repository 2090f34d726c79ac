/** The card of a company as the desk shows it while a call rings: company, how it is said, what to say, what to know. */
import { Trans } from '@lingui/react/macro'
import { IconBellRinging, IconInfoCircle } from '@tabler/icons-react'
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
  /** How long it has been ringing, such as "0:04". */
  readonly ringing: string
  readonly scheme?: 'light' | 'dark'
}

export function ReceptionCard({ company, pronunciation, greeting, comments, line, ringing, scheme }: Props) {
  return (
    <article className={classes.card} data-mantine-color-scheme={scheme}>
      <header className={classes.head}>
        <Tag tone="wait" icon={<IconBellRinging size={14} aria-hidden />}>
          <Trans>Ringing {ringing}</Trans>
        </Tag>
        <span className={classes.line}>{line}</span>
      </header>
      <p className={classes.company}>{company}</p>
      {pronunciation && (
        <p className={classes.say}>
          <Trans>Say {pronunciation}.</Trans>
        </p>
      )}
      <blockquote className={classes.greeting}>“{greeting}”</blockquote>
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
