/** Makes a greeting: of typed text, or of a WAV file; for when nobody answers, out of hours, or dates. */
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, FileInput, SegmentedControl, Select, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { MomentField } from '../../parts/dates.tsx'
import { instantOfLocal } from '../../parts/local-time.ts'
import { Wrong } from '../../sign-in/sign-in-form.tsx'
import type { Greeting } from './voicemail-greetings.tsx'

const WORDS_LIMIT = 1_000

interface Props {
  readonly numberId: string
  readonly zone: string
  readonly company: string
  /** Whether the server can speak typed text. */
  readonly speech: boolean
  readonly onMade: (greetingId: string) => void
}

export function NewGreeting({ numberId, zone, company, speech, onMade }: Props) {
  const { t } = useLingui()
  const [of, setOf] = useState<'words' | 'file'>(speech ? 'words' : 'file')
  const [kind, setKind] = useState<Greeting['kind']>('no-answer')
  const [dates, setDates] = useState({ from: '', until: '' })
  const [words, setWords] = useState(
    t`You have reached ${company}. We cannot answer now. Leave a message after the tone.`,
  )
  const [file, setFile] = useState<File | null>(null)
  const instant = (local: string | null) => (local ? instantOfLocal(local, zone) : undefined)
  const occasion = {
    kind,
    ...(kind === 'dated' && { from: instant(dates.from), until: instant(dates.until) }),
  }
  const making = useMutation({
    mutationFn: async () => {
      const params = { numberId }
      if (of === 'words') return api.speakGreeting({ params, body: { words, ...occasion } })
      const body = new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer(0))
      return api.uploadGreeting({ params, query: occasion, body })
    },
    onSuccess: ({ id }) => {
      setFile(null)
      onMade(id)
    },
  })
  const ready =
    (of === 'words' ? words.trim() !== '' : file !== null) &&
    (kind !== 'dated' || (dates.from !== null && dates.until !== null))
  return (
    <>
      <Select
        label={t`When it is heard`}
        allowDeselect={false}
        value={kind}
        onChange={(value) => setKind((value ?? 'no-answer') as Greeting['kind'])}
        data={[
          { value: 'no-answer', label: t`Nobody answers` },
          { value: 'out-of-hours', label: t`Out of hours` },
          { value: 'dated', label: t`On dates` },
        ]}
      />
      {kind === 'dated' &&
        (['from', 'until'] as const).map((end) => (
          <MomentField
            key={end}
            label={end === 'from' ? t`From` : t`Until`}
            zone={zone}
            value={dates[end]}
            onChange={(value) => setDates({ ...dates, [end]: value })}
          />
        ))}
      <SegmentedControl
        aria-label={t`Made of`}
        value={of}
        onChange={(value) => setOf(value as typeof of)}
        data={[
          { value: 'words', label: t`Typed text`, disabled: !speech },
          { value: 'file', label: t`A recording` },
        ]}
      />
      {of === 'words' ? (
        <Textarea
          label={t`What is said`}
          autosize
          minRows={3}
          maxLength={WORDS_LIMIT}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      ) : (
        <FileInput
          label={t`WAV file, up to 90 seconds`}
          placeholder={t`Choose a file`}
          accept="audio/wav,audio/x-wav,.wav"
          clearable
          value={file}
          onChange={setFile}
        />
      )}
      {!speech && (
        <p className="meta">
          <Trans>This server speaks no typed text: its operator can install flite or espeak-ng.</Trans>
        </p>
      )}
      {making.error && <Wrong error={making.error} />}
      <Button disabled={!ready} loading={making.isPending} onClick={() => making.mutate()}>
        {of === 'words' ? <Trans>Have it spoken</Trans> : <Trans>Upload the greeting</Trans>}
      </Button>
      <p className="meta">
        <Trans>A new greeting is played from the next call on. Listen to it in the list.</Trans>
      </p>
    </>
  )
}
