/** What callers hear before the beep: the greetings of the mailbox, listened to, chosen, made (C9). */
import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnswerOf, api } from '../../api/client.ts'
import { GreetingRow } from './greeting-row.tsx'
import classes from './greetings.module.css'
import { NewGreeting } from './new-greeting.tsx'

export type Greeting = AnswerOf<'listGreetings'>['items'][number]

interface Props {
  readonly numberId: string
  readonly zone: string
  readonly company: string
}

export function VoicemailGreetings({ numberId, zone, company }: Props) {
  const { t } = useLingui()
  const client = useQueryClient()
  const key = ['greetings', numberId]
  const { data } = useSuspenseQuery({
    queryKey: key,
    queryFn: () => api.listGreetings({ params: { numberId } }),
  })
  const [heard, setHeard] = useState<string>()
  const changed = () => {
    void client.invalidateQueries({ queryKey: key })
    void client.invalidateQueries({ queryKey: ['main-number', numberId] })
  }
  return (
    <div className={classes.columns}>
      <div className={classes.form}>
        <h3>
          <Trans>What callers hear before the beep</Trans>
        </h3>
        {data.items.length === 0 && (
          <p className="middle">
            <Trans>
              Nothing was made yet: callers hear “You have reached”, the name or, where the server cannot
              speak it, the number, and “leave a message after the tone”.
            </Trans>
          </p>
        )}
        <ul className={classes.greetings} aria-label={t`Greetings of the mailbox`}>
          {data.items.map((greeting) => (
            <GreetingRow
              key={greeting.id}
              greeting={greeting}
              revision={data.revision}
              zone={zone}
              heard={heard === greeting.id}
              onHear={() => setHeard(heard === greeting.id ? undefined : greeting.id)}
              onChanged={changed}
            />
          ))}
        </ul>
      </div>
      <aside className={classes.preview}>
        <h3>
          <Trans>A new greeting</Trans>
        </h3>
        <NewGreeting
          numberId={numberId}
          zone={zone}
          company={company}
          speech={data.speech}
          onMade={(id) => {
            setHeard(id)
            changed()
          }}
        />
      </aside>
    </div>
  )
}
