/** Takes a dated change back that is still ahead; for ten seconds it can be had again. */
import { useLingui } from '@lingui/react/macro'
import { UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { offerUndo } from '../../parts/undo.ts'
import type { DatedChange } from './dated-changes.tsx'

/** After a dated change: everything that shows what holds and when. */
export async function refreshChanges(client: QueryClient, numberId: string): Promise<void> {
  const keys = ['dated-changes', 'main-number', 'preview', 'number-rule']
  await Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key, numberId] })))
}

export function useTakeBack(numberId: string): (change: DatedChange) => void {
  const { t } = useLingui()
  const client = useQueryClient()
  const failed = (error: Error) => {
    notifications.show({ color: 'red', message: error.message })
    void refreshChanges(client, numberId)
  }
  return (change) => {
    const { id, version, name, from, until, inHours, outOfHours, hours } = change
    const undo = () => {
      notifications.hide(id)
      const body = { name, from, until, inHours, outOfHours, hours } as never
      api
        .createDatedChange({ params: { numberId }, body })
        .then(() => refreshChanges(client, numberId), failed)
    }
    api.cancelDatedChange({ params: { changeId: id }, query: { version } }).then(() => {
      offerUndo(undo)
      notifications.show({
        id,
        message: (
          <>
            {t`“${name}” is taken back.`}{' '}
            <UnstyledButton onClick={undo} td="underline">{t`Undo`}</UnstyledButton>
          </>
        ),
      })
      void refreshChanges(client, numberId)
    }, failed)
  }
}
