/** The kinds of event in the words of the console. */
import { useLingui } from '@lingui/react/macro'
import type { eventKinds } from '../../api/event-kinds.ts'

type EventKind = (typeof eventKinds)[number]

export function useEventWords(): Readonly<Record<EventKind, string>> {
  const { t } = useLingui()
  return {
    'number.state': t`A number changes its state`,
    'numbers.changed': t`The stock of numbers changes`,
    'settings.changed': t`Call settings are saved`,
    'schedule.changed': t`Hours or events change`,
    'organization.changed': t`A company is renamed, or an operator removed`,
    'call.started': t`A call begins`,
    'call.ringing': t`A call rings`,
    'call.answered': t`A call is answered`,
    'call.ended': t`A call ends`,
    'device.registered': t`A device registers`,
    'device.unregistered': t`A device is gone`,
    'alert.raised': t`An alert is raised`,
    'alert.cleared': t`An alert is over`,
    'message.new': t`A message is left`,
    'message.changed': t`A message is heard or deleted`,
    'reception.changed': t`A reception changes`,
    'reception.message': t`Reception takes a message`,
  }
}
