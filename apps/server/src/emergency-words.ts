/** What is told of an emergency call (C15): in English, which the console translates, and in letters in the language of the site. */
import type { EmergencyCall } from '@mainline/engine'
import { instantInWords, type Reason, reasonInWords } from '@mainline/pbx'

/** Why nobody was reached; undefined: somebody may be yet. */
type Unreached = Reason | undefined

export function emergencyWords(call: EmergencyCall, unreached?: Unreached): string {
  const { dialled, number } = call
  const what = dialled === number ? number : `${dialled} (sent on as ${number})`
  const called = `${whoCalls(call)} called ${what} at ${timeOf(call)}`
  return unreached === undefined
    ? `${called}. Look after them, and show helpers the way.`
    : `${called}, and the call reached nobody: ${reasonInWords(unreached)}. Call ${number} for them from a mobile phone, and look after them.`
}

/** What the letter says where the site speaks another language than English; undefined: the same. */
export function emergencyLetterWords(
  call: EmergencyCall,
  unreached?: Unreached,
): { language: 'de'; words: string } | undefined {
  if (!/^de\b/i.test(call.language)) return undefined
  const { dialled, number } = call
  const what = dialled === number ? number : `${dialled} (weitergegeben als ${number})`
  const called = `${whoCalls(call)} hat um ${timeOf(call)} die ${what} angerufen`
  const words =
    unreached === undefined
      ? `${called}. Bitte nach den Leuten sehen und Helfern den Weg zeigen.`
      : `${called} und niemanden erreicht. ${germanReasons[unreached] ?? 'Der Anruf kam nicht zustande'}. Bitte von einem Mobiltelefon die ${number} für sie anrufen und nach ihnen sehen.`
  return { language: 'de', words }
}

function whoCalls({ device: { name, e164, extension }, siteName }: EmergencyCall): string {
  return `${name} (${extension === undefined ? e164 : `${e164} / ${extension}`}, ${siteName})`
}

const timeOf = ({ zone, at }: EmergencyCall): string => instantInWords(zone, at, at)

const germanReasons: Partial<Record<Reason, string>> = {
  'outside-busy': 'Dort war besetzt',
  'outside-declined': 'Dort wurde der Anruf abgelehnt',
  'outside-no-answer': 'Dort nahm niemand an',
  'outside-unknown': 'Die Nummer gibt es dort nicht',
  'outside-failed': 'Keine Leitung konnte den Anruf vermitteln',
  'caller-hung-up': 'Wer anrief, hat vorher aufgelegt',
  'media-unavailable': 'Der Tonweg kam nicht zustande',
  'engine-stopping': 'Die Engine wurde beendet',
  administrator: 'Die Administration hat den Anruf beendet',
}
