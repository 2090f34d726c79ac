/** What became of a call: its word, always with the icon of it (colour alone tells nobody). */
import {
  IconAlertTriangle,
  IconArrowForwardUp,
  IconCircleCheck,
  IconDialpad,
  IconMailbox,
  IconMailboxOff,
  IconPhoneOff,
  IconPhoneOutgoing,
  IconPhoneX,
  IconVolume,
} from '@tabler/icons-react'
import { Tag } from '../parts/state-badge.tsx'
import { type Call, resultTone, useResultWords } from './call-words.ts'

const icons: Readonly<Record<Call['result'], typeof IconPhoneX>> = {
  'answered-by-member': IconCircleCheck,
  'answered-by-reception': IconCircleCheck,
  forwarded: IconArrowForwardUp,
  'called-out': IconPhoneOutgoing,
  'voicemail-left': IconMailbox,
  'notice-heard': IconVolume,
  'portal-visited': IconDialpad,
  'no-message': IconMailboxOff,
  abandoned: IconPhoneX,
  rejected: IconPhoneOff,
  'ended-by-us': IconAlertTriangle,
}

export function ResultTag({ result }: Pick<Call, 'result'>) {
  const words = useResultWords()
  const Icon = icons[result]
  return (
    <Tag tone={resultTone[result]} icon={<Icon size={14} stroke={2} aria-hidden />}>
      {words[result]}
    </Tag>
  )
}
