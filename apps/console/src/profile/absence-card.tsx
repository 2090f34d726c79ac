/** Says that one is away: reception reads it beside the name, in the role that one works in now (C8). */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type AnswerOf, ApiRefusal, api } from '../api/client.ts'
import { AbsenceFields, givenAbsence, typedAbsence } from '../parts/absence-fields.tsx'
import { Wrong } from '../sign-in/sign-in-form.tsx'
import { StaleNote } from '../telephony/stale-note.tsx'
import classes from './profile.module.css'

type OwnAbsence = AnswerOf<'getOwnAbsence'>

const queryKey = ['own-absence'] as const

export function AbsenceCard() {
  const { data } = useQuery({ queryKey, queryFn: () => api.getOwnAbsence({}), staleTime: 0 })
  return (
    <section className={`card ${classes.card}`} aria-labelledby="absence">
      <h2 id="absence">
        <Trans>Away</Trans>
      </h2>
      <p className="middle">
        <Trans>Reception reads it beside your name. Your calls go where they always go.</Trans>
      </p>
      {data && <AbsenceForm saved={data} />}
    </section>
  )
}

function AbsenceForm({ saved }: { saved: OwnAbsence }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [absence, setAbsence] = useState(typedAbsence(saved.absence))
  const [version, setVersion] = useState(saved.version)
  const save = useMutation({
    mutationFn: ({ of, typed }: { of: number; typed: typeof absence }) =>
      api.saveOwnAbsence({ body: { version: of, absence: givenAbsence(typed) } }),
    onSuccess: (now) => {
      setVersion(now.version)
      setAbsence(typedAbsence(now.absence))
      client.setQueryData(queryKey, now)
      notifications.show({
        message: now.absence ? t`Reception reads that you are away.` : t`Reception reads that you are there.`,
      })
    },
  })
  const stale =
    save.error instanceof ApiRefusal && save.error.code === 'stale-version' ? save.error : undefined
  const send = (typed: typeof absence) => save.mutate({ of: version, typed })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(absence)
  }
  return (
    <form onSubmit={submit}>
      <AbsenceFields absence={absence} onAbsence={setAbsence} />
      {stale && (
        <StaleNote<OwnAbsence>
          error={stale}
          who={() => null}
          onMine={(theirs) => {
            setVersion(theirs.version)
            save.mutate({ of: theirs.version, typed: absence })
          }}
          onTheirs={(theirs) => {
            setVersion(theirs.version)
            setAbsence(typedAbsence(theirs.absence))
            save.reset()
          }}
        />
      )}
      {save.error && !stale && <Wrong error={save.error} />}
      <div className={classes.row}>
        <Button type="submit" variant="default" loading={save.isPending}>
          <Trans>Save</Trans>
        </Button>
        {saved.absence && (
          <Button variant="subtle" disabled={save.isPending} onClick={() => send({ note: '', until: '' })}>
            <Trans>I am back</Trans>
          </Button>
        )}
      </div>
    </form>
  )
}
