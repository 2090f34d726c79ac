/** Whether a call came in or went out (C15): icon and word. No other place picks them. */
import { useLingui } from '@lingui/react/macro'
import { IconPhoneIncoming, IconPhoneOutgoing, IconUrgent } from '@tabler/icons-react'
import { Status } from '../parts/state-badge.tsx'
import type { Call } from './call-words.ts'

/** @param unsaid the word is heard and not seen: it stands elsewhere in the row, or has no room */
export function Direction({ outgoing, unsaid }: Pick<Call, 'outgoing'> & { readonly unsaid?: boolean }) {
  const word = useDirectionWords()[outgoing === 'emergency' ? 'emergency' : outgoing === null ? 'in' : 'out']
  const Icon =
    outgoing === 'emergency' ? IconUrgent : outgoing === null ? IconPhoneIncoming : IconPhoneOutgoing
  return (
    <Status
      tone={outgoing === 'emergency' ? 'bad' : 'idle'}
      icon={<Icon size={15} stroke={1.9} aria-hidden />}
    >
      {unsaid ? <span className="unseen">{word}</span> : word}
    </Status>
  )
}

export function useDirectionWords(): Readonly<Record<'in' | 'out' | 'emergency', string>> {
  const { t } = useLingui()
  return {
    in: t({ message: 'In', context: 'direction of a call' }),
    out: t({ message: 'Out', context: 'direction of a call' }),
    emergency: t({ message: 'Emergency', context: 'direction of a call' }),
  }
}
