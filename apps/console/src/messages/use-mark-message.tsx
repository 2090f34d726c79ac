/** Handled, new again, deleted: shown at once, put back when the server refuses, undone for ten seconds (Z). */
import { useLingui } from '@lingui/react/macro'
import { UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from '../api/client.ts'
import { offerUndo } from '../parts/undo.ts'
import { type InboxItem, keyOf, type Message } from './message.ts'

type Mark = 'new' | 'saved' | 'deleted'

export function useMarkMessage(): (message: Message, state: Mark) => void {
  const { t } = useLingui()
  const client = useQueryClient()
  return useCallback(
    (message: Message, state: Mark) => {
      const before = message.state as Mark
      const show = (shown: Mark) =>
        client.setQueriesData<{ pages: { items: InboxItem[] }[] }>({ queryKey: ['inbox'] }, (old) =>
          old?.pages
            ? {
                ...old,
                pages: old.pages.map((page) => ({
                  ...page,
                  items: page.items.map((item) =>
                    keyOf(item) === message.id ? ({ ...item, state: shown } as InboxItem) : item,
                  ),
                })),
              }
            : old,
        )
      const set = async (to: Mark, from: Mark) => {
        show(to)
        try {
          await api.markMessage({ params: { messageId: message.id }, body: { state: to } })
        } catch (error) {
          show(from)
          notifications.show({ color: 'red', message: (error as Error).message })
        }
        void client.invalidateQueries({ queryKey: ['inbox'] })
        void client.invalidateQueries({ queryKey: ['message', message.id] })
      }
      void set(state, before)
      if (state !== 'deleted') return
      const undo = () => {
        notifications.hide(message.id)
        void set(before, state)
      }
      offerUndo(undo)
      notifications.show({
        id: message.id,
        message: (
          <>
            {t`Message deleted.`} <UnstyledButton onClick={undo} td="underline">{t`Undo`}</UnstyledButton>
          </>
        ),
      })
    },
    [client, t],
  )
}
