/** Add numbers (N2): one, or a range by its first and its last or count; all or nothing. */
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { NumberInput, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { printed } from '../../parts/numbers.ts'
import { refreshNumbers } from '../../telephony/use-activation.tsx'
import type { Site } from '../site-layout.tsx'
import classes from './stock.module.css'

const MOST = 1000

export function AddNumbersDialog({ site, onClose }: { site: Site; onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [first, setFirst] = useState('')
  const [count, setCount] = useState<number | string>(1)
  const [extension, setExtension] = useState('')
  const [tried, setTried] = useState(false)
  const number = parsePhoneNumberFromString(first)
  const many = Number(count) || 0
  const wrongNumber = number?.isPossible()
    ? undefined
    : t`Write it with a plus sign, such as +44 20 7946 0100.`
  const wrongCount =
    many < 1 || many > MOST ? t`From 1 to ${MOST}. A longer range comes in by CSV.` : undefined
  const add = useMutation({
    mutationFn: () =>
      api.createNumbers({
        body: {
          siteId: site.id,
          first: number?.number ?? first,
          count: many,
          ...(extension && { firstExtension: extension }),
        } as never,
      }),
    onSuccess: ({ items }) => {
      refreshNumbers(client)
      const last = items.at(-1)
      notifications.show({
        message:
          items.length === 1 || !last
            ? t`${printed(items[0]?.e164 ?? first)} is in the stock.`
            : t`${items.length} numbers are in the stock, up to ${printed(last.e164)}.`,
      })
      onClose()
    },
  })
  const send = () => {
    setTried(true)
    if (!wrongNumber && !wrongCount) add.mutate()
  }
  return (
    <FormDialog
      title={t`Add numbers to ${site.name}`}
      verb={<Plural value={Math.max(many, 1)} one="Add # number" other="Add # numbers" />}
      sending={add.isPending}
      error={add.error}
      size={480}
      onSend={send}
      onClose={onClose}
    >
      <TextInput
        label={t`First number`}
        description={t`In international form`}
        placeholder="+44 20 7946 0800"
        type="tel"
        data-autofocus
        value={first}
        error={tried && wrongNumber}
        onChange={(event) => setFirst(event.currentTarget.value)}
        onBlur={() => number?.isPossible() && setFirst(number.formatInternational())}
      />
      <div className={classes.fields}>
        <NumberInput
          label={t`How many in a row`}
          min={1}
          clampBehavior="none"
          allowDecimal={false}
          value={count}
          error={tried && wrongCount}
          onChange={setCount}
        />
        <TextInput
          label={t`First EXT`}
          placeholder={t`the lowest free one`}
          inputMode="numeric"
          value={extension}
          onChange={(event) => setExtension(event.currentTarget.value.replaceAll(/\D/g, ''))}
        />
      </div>
      <p className="meta">
        {number?.isPossible() && many > 1 && !wrongCount ? (
          <Trans>
            {printed(number.number)} to {printed(plus(number.number, many - 1))}. They are available at once;
            either all of them are added or none.
          </Trans>
        ) : (
          <Trans>
            EXT runs from {site.extensionFirst} to {site.extensionLast} here. New numbers are available at
            once.
          </Trans>
        )}
      </p>
    </FormDialog>
  )
}

const plus = (e164: string, count: number): string => `+${BigInt(e164.slice(1)) + BigInt(count)}`
