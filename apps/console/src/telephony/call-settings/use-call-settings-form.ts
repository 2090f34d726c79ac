/** The settings while they are edited: checked with every change by the functions of the core, again by the server. */
import { useLingui } from '@lingui/react/macro'
import { validateSettings } from '@mainline/pbx'
import { notifications } from '@mantine/notifications'
import { hashKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { type AnswerOf, ApiRefusal, api } from '../../api/client.ts'
import { faultWords, type NamedFault } from '../../api/server-words.ts'
import type { PhoneNumber } from '../main-number.tsx'
import { wrongAddress } from './email-fields.tsx'

export type CallSettings = AnswerOf<'getCallSettings'>

/** What keeps the settings from being saved; one of a route names its path and, where it is one step, which. */
export interface Fault {
  readonly code: string
  readonly words: string
  readonly values?: Readonly<Record<string, string | number>> | undefined
}

const faultOf = (fault: NamedFault): Fault => ({
  code: fault.code,
  words: faultWords(fault),
  values: fault.values,
})

export function useCallSettingsForm(number: PhoneNumber, saved: CallSettings, onSaved: () => void) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [draft, setDraft] = useState<CallSettings>(saved)
  const saving = useMutation({
    mutationFn: () => {
      const { version, inHours, outOfHours, hours, voicemailEmails, emailAs } = draft
      return api.saveCallSettings({
        params: { numberId: number.id },
        body: { version, inHours, outOfHours, hours, voicemailEmails, emailAs } as never,
      })
    },
    onSuccess: () => {
      for (const key of ['main-number', 'call-settings'])
        void client.invalidateQueries({ queryKey: [key, number.id] })
      notifications.show({ message: t`The call settings are saved; they hold for the next call.` })
      onSaved()
    },
  })
  const refusal = saving.error instanceof ApiRefusal ? saving.error : undefined
  const usesVoicemail = [draft.inHours, draft.outOfHours].some((route) =>
    route.steps.some(({ target }) => target === 'voicemail'),
  )
  // Its field is there only where messages are taken.
  const wrong = usesVoicemail ? wrongAddress(draft) : undefined
  const ofRoutes = useMemo(() => {
    const settings = {
      version: 1,
      inHours: draft.inHours,
      outOfHours: draft.outOfHours,
      hours: draft.hours ?? undefined,
    }
    const refusals = validateSettings(settings, { e164: number.e164, hasMailbox: true })
    return refusals.map(({ code, words, values }) => faultOf({ code, message: words, values }))
  }, [draft, number.e164])
  const fromServer: readonly Fault[] = refusal?.details?.faults?.map(faultOf) ?? []
  const local: readonly Fault[] =
    wrong === undefined
      ? ofRoutes
      : [...ofRoutes, { code: 'email', words: t`“${wrong}” is no e-mail address.` }]
  const faults = local.length > 0 ? local : fromServer
  const change = (changed: Partial<CallSettings>) => {
    setDraft((old) => ({ ...old, ...changed }))
    if (saving.error) saving.reset()
  }
  return {
    draft,
    changed: JSON.stringify(draft) !== JSON.stringify(saved),
    change,
    faults,
    usesVoicemail,
    save: () => {
      if (local.length === 0 && !saving.isPending) saving.mutate()
    },
    saving: saving.isPending,
    stale: refusal?.code === 'stale-version' ? refusal : undefined,
    error:
      saving.error && refusal?.code !== 'stale-version' && faults.length === 0 ? saving.error : undefined,
    /** What they changed since these settings were opened, in the words of the dialog. */
    theirChanges: (theirs: CallSettings) => {
      const parts: readonly (readonly [string, (settings: CallSettings) => unknown])[] = [
        [t`In hours`, ({ inHours }) => inHours],
        [t`Out of hours`, ({ outOfHours }) => outOfHours],
        [t`Opening hours`, ({ hours }) => hours],
        [t`Voicemail to e-mail`, ({ voicemailEmails, emailAs }) => [voicemailEmails, emailAs]],
      ]
      // The fields of a refusal come in another order: a key of the cache does not mind.
      return parts.filter(([, of]) => hashKey([of(theirs)]) !== hashKey([of(saved)])).map(([words]) => words)
    },
    keepMine: (theirs: CallSettings) => change({ version: theirs.version }),
    takeTheirs: (theirs: CallSettings) => change(theirs),
  }
}
