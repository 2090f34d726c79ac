/** Results, outcomes and steps of calls in the words and colours of the console. */
import { useLingui } from '@lingui/react/macro'
import type { AnswerOf } from '../api/client.ts'
import { withNumbersPrinted } from '../parts/numbers.ts'
import type { Tone } from '../parts/state-badge.tsx'

export type Call = AnswerOf<'listCalls'>['items'][number]
export type CallInFull = AnswerOf<'getCall'>
export type Leg = CallInFull['legs'][number]
export type PathEntry = CallInFull['path'][number]

/** The colour of a result: reached somebody, left something, or went wrong. */
export const resultTone: Readonly<Record<Call['result'], Tone>> = {
  'answered-by-member': 'ok',
  'answered-by-reception': 'ok',
  forwarded: 'ok',
  'called-out': 'ok',
  'voicemail-left': 'accent',
  'notice-heard': 'idle',
  'portal-visited': 'idle',
  'no-message': 'wait',
  abandoned: 'wait',
  rejected: 'idle',
  'ended-by-us': 'bad',
}

export function useResultWords(): Readonly<Record<Call['result'], string>> {
  const { t } = useLingui()
  return {
    'answered-by-member': t`Answered`,
    'answered-by-reception': t`Answered by reception`,
    forwarded: t`Forwarded`,
    'called-out': t`Called out`,
    'voicemail-left': t`Voicemail left`,
    'notice-heard': t`Heard a notice`,
    'portal-visited': t`Voice portal`,
    'no-message': t`No message left`,
    abandoned: t`Caller left`,
    rejected: t`Not put through`,
    'ended-by-us': t`Ended by the system`,
  }
}

/** What happens in a call that goes on; a state of a newer server is said as it is. */
export function useLiveWords(): (state: string) => string {
  const { t } = useLingui()
  const words: Readonly<Record<string, string>> = {
    new: t`Arriving`,
    hunting: t`Ringing`,
    queued: t`Waits for reception`,
    attended: t`At reception`,
    forwarding: t`Being forwarded`,
    'calling-out': t`Calling out`,
    answering: t`Being answered`,
    greeting: t`Hears the greeting`,
    recording: t`Leaves a message`,
    noticing: t`Hears a notice`,
    portal: t`Voice portal`,
    talking: t`Talking`,
    transferring: t`Being passed on`,
  }
  return (state) => words[state] ?? state
}

/** Who ended a call. */
export function useEnderWords(): (call: Call) => string {
  const { t } = useLingui()
  return ({ reason, answeredBy }) => {
    switch (reason) {
      case 'caller-hung-up':
      case 'message-ended-by-hang-up':
      case 'portal-left':
        return t`Caller`
      case 'callee-hung-up':
        return answeredBy === null ? t`The person called` : withNumbersPrinted(answeredBy)
      case 'administrator':
        return t`An administrator`
      case 'joined-elsewhere':
        return '–'
      default:
        return t`The system`
    }
  }
}

export function useStepWords(): Readonly<Record<PathEntry['step'], string>> {
  const { t } = useLingui()
  return {
    arrival: t`Arrival`,
    'hunt-group': t`Hunt group`,
    devices: t`Phones`,
    reception: t`Reception`,
    transfer: t`Passed on`,
    voicemail: t`Voicemail`,
    forward: t`Forward`,
    notice: t`Notice`,
    portal: t`Voice portal`,
    outside: t`Number outside`,
  }
}

/** Whom or what a step of a path tried: a notice is kept by its key, and says which it is. */
export function useTargetWords(): (entry: Pick<PathEntry, 'step' | 'target'>) => string {
  const { t } = useLingui()
  const notices: Readonly<Record<string, string>> = {
    closed: t`Spoken notice: closed`,
    'nobody-available': t`Spoken notice: nobody is available`,
    'not-in-use': t`Spoken notice: not in use`,
    'mailbox-full': t`Spoken notice: the mailbox is full`,
    'try-later': t`Spoken notice: try again later`,
    'emergency-not-put-through': t`Spoken notice: emergency call not put through`,
  }
  return ({ step, target }) => (step === 'notice' && notices[target]) || withNumbersPrinted(target)
}

/** How a leg ended, in a few words. */
export function useLegWords(): (leg: Leg) => string {
  const { t } = useLingui()
  return ({ outcome, status, startedAt, endedAt, answeredAt }) => {
    const seconds = endedAt
      ? Math.round((Date.parse(endedAt) - Date.parse(answeredAt ?? startedAt)) / 1000)
      : 0
    switch (outcome) {
      case 'answered':
      case 'ended':
        return answeredAt ? t`Talked ${minutes(seconds)}` : t`Ended`
      case 'lost-race':
        return t`Somebody else answered`
      case 'no-answer':
        return t`Rang ${seconds} s, not answered`
      case 'busy':
        return status ? t`Busy, ${status}` : t`Busy`
      case 'declined':
        return status ? t`Declined, ${status}` : t`Declined`
      case 'not-confirmed':
        return t`Nobody pressed 1`
      case 'caller-left':
        return t`The caller left`
      case 'failed':
        return status ? t`Failed, ${status}` : t`Failed`
      default:
        return t`Going on`
    }
  }
}

/** `4:12` */
export const minutes = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
