/** RESERVED → ACTIVE (N5): the button runs until every engine has confirmed, or the refusal says what to do. */
import { useLingui } from '@lingui/react/macro'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { printed } from '../parts/numbers.ts'
import type { PhoneNumber } from './main-number.tsx'

export function useActivation(number: PhoneNumber) {
  const { t } = useLingui()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () =>
      api.activateNumber({ params: { numberId: number.id }, body: { version: number.version } }),
    onSuccess: () => notifications.show({ id: number.id, message: t`${printed(number.e164)} is active.` }),
    onError: (error) =>
      notifications.show({ id: number.id, color: 'red', message: error.message, autoClose: false }),
    onSettled: () => refreshNumbers(client),
  })
}

/** After a change of numbers: everything that shows them. */
export function refreshNumbers(client: ReturnType<typeof useQueryClient>): void {
  for (const key of ['main-of', 'numbers', 'number-counts', 'main-number', 'voice-service']) {
    void client.invalidateQueries({ queryKey: [key] })
  }
}
