/** Runs a bulk plan a few at a time; says at the end what was done, what was refused and why, and offers undo. */
import { useLingui } from '@lingui/react/macro'
import { UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { printed } from '../../parts/numbers.ts'
import { offerUndo } from '../../parts/undo.ts'
import { refreshNumbers } from '../../telephony/use-activation.tsx'
import { perform, useActionWords } from './bulk-actions.ts'
import type { BulkAction, BulkPlan, StockNumber } from './bulk-plan.ts'

/** Requests at a time: an activation waits for every engine, and others work here too. */
const AT_ONCE = 4

const opposite: Partial<Record<BulkAction, BulkAction>> = {
  allocate: 'deallocate',
  deallocate: 'allocate',
  nominate: 'unnominate',
  unnominate: 'nominate',
}

interface Outcome {
  readonly before: StockNumber
  readonly after?: StockNumber | undefined
  readonly error?: Error
}

export function useBulkRun(onDone: () => void) {
  const { t } = useLingui()
  const words = useActionWords()
  const client = useQueryClient()
  const [{ done, total }, setProgress] = useState({ done: 0, total: 0 })

  const run = async (plan: BulkPlan, organization?: { readonly id: string; readonly name: string }) => {
    setProgress({ done: 0, total: plan.taken.length })
    const outcomes = await each(plan.taken, async (before): Promise<Outcome> => {
      const outcome = await perform(plan.action, before, organization?.id).then(
        (after) => ({ before, after }),
        (error: Error) => ({ before, error }),
      )
      setProgress((old) => ({ ...old, done: old.done + 1 }))
      return outcome
    })
    setProgress({ done: 0, total: 0 })
    refreshNumbers(client)
    onDone()
    report(plan.action, outcomes, organization?.name)
  }
  return { run, done, total }

  function report(action: BulkAction, outcomes: readonly Outcome[], organization: string | undefined): void {
    const changed = outcomes.filter(({ error }) => !error)
    const refused = outcomes.filter(({ error }) => error)
    const id = `bulk ${action}`
    const undo = opposite[action] && changed.length > 0 ? () => void takeBack(action, changed, id) : undefined
    if (undo) offerUndo(undo)
    const word = words[action]
    notifications.show({
      id,
      ...(refused.length > 0 && { color: 'red', autoClose: false as const }),
      message: (
        <>
          {organization
            ? t`${word}: ${changed.length} done for ${organization}.`
            : t`${word}: ${changed.length} done.`}{' '}
          {refused.slice(0, 3).map(({ before, error }) => (
            <div key={before.id}>
              {printed(before.e164)}: {error?.message}
            </div>
          ))}
          {refused.length > 3 && <div>{t`and ${refused.length - 3} more were refused.`}</div>}
          {undo && <UnstyledButton onClick={undo} td="underline">{t`Undo`}</UnstyledButton>}
        </>
      ),
    })
  }

  async function takeBack(action: BulkAction, changed: readonly Outcome[], id: string): Promise<void> {
    const back = opposite[action]
    if (!back) return
    notifications.hide(id)
    const failed = await each(changed, ({ before, after }) =>
      perform(back, after ?? before, before.organizationId ?? undefined).then(
        () => undefined,
        (error: Error) => error,
      ),
    )
    const first = failed.find((error) => error)
    if (first) notifications.show({ id, color: 'red', message: first.message })
    refreshNumbers(client)
  }
}

/** All of them, {@link AT_ONCE} at a time, answers in the order of what was given. */
async function each<In, Out>(
  things: readonly In[],
  act: (thing: In) => Promise<Out>,
): Promise<readonly Out[]> {
  const answers: Out[] = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < things.length; index = next++) {
      answers[index] = await act(things[index] as In)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return answers
}
