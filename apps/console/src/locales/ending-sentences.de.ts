/** How a call ended, in German: the halves of its sentence, which are put together where it is read (C13). */
import type { Form } from './form.ts'

/** Results of a call, the first half of its sentence. */
export const results: readonly Form[] = [
  ['Answered by {name} at reception', 'Angenommen am Empfang von {name}'],
  ['Answered by {name}', 'Angenommen von {name}'],
  ['A voicemail was left', 'Eine Nachricht wurde hinterlassen'],
  ['Forwarded to {name}, who answered', 'Weitergeleitet an {name} und dort angenommen'],
  ['Called {name}, who answered', 'Anruf nach draußen, angenommen von {name}'],
  ['The caller left {step}', 'Wer anrief, legte auf: {step}'],
  ['The mailbox answered, but there is no message', 'Die Mailbox nahm an, aber es gibt keine Nachricht'],
  ['The caller heard a notice', 'Eine Ansage war zu hören'],
  ['The caller was in the voice portal', 'Der Anruf galt dem Sprachportal'],
  ['Rejected with {n}', 'Abgewiesen mit {n}'],
  ['Ended by the system {step}', 'Vom System beendet: {step}'],
]

/** Steps in which a call ended. */
export const steps: Readonly<Record<string, string>> = {
  'at once': 'gleich am Anfang',
  'while the hunt group rang': 'während der Sammelruf klingelte',
  'while the phones rang': 'während die Telefone klingelten',
  'while waiting for reception': 'beim Warten auf den Empfang',
  'while the call was passed on': 'beim Weiterverbinden',
  'in voicemail': 'in der Mailbox',
  'while the call was being forwarded': 'beim Weiterleiten',
  'during the notice': 'während der Ansage',
  'in the voice portal': 'im Sprachportal',
  'before the number outside answered': 'bevor draußen jemand annahm',
}

/** Why a call ended, the second half of its sentence. */
export const reasons: Readonly<Record<string, string>> = {
  'the caller hung up': 'Wer anrief, hat aufgelegt',
  'the number outside is busy': 'Die Nummer draußen ist besetzt',
  'the number outside declined the call': 'Die Nummer draußen hat den Anruf abgelehnt',
  'the number outside did not answer': 'Unter der Nummer draußen nahm niemand an',
  'the number outside does not exist': 'Die Nummer draußen gibt es nicht',
  'no trunk could put the call through': 'Keine Leitung konnte den Anruf vermitteln',
  'the site does not allow calls to this number': 'Der Standort erlaubt keine Anrufe zu dieser Nummer',
  'the organization had too many calls out': 'Die Organisation hatte zu viele Anrufe nach draußen',
  'it lasted as long as a call out may': 'Der Anruf dauerte so lange, wie einer nach draußen dauern darf',
  'the called party hung up': 'Die Gegenseite hat aufgelegt',
  'it was joined with another call': 'Der Anruf wurde mit einem anderen verbunden',
  'there is no such number': 'Diese Nummer gibt es nicht',
  'the number is not active': 'Die Nummer ist nicht aktiv',
  'the number is still being activated': 'Die Nummer wird noch aktiviert',
  'the number is not in use any more': 'Die Nummer ist nicht mehr in Gebrauch',
  'ended with #': 'mit # beendet',
  'ended by hanging up': 'durch Auflegen beendet',
  'ended by silence': 'durch Stille beendet',
  'the longest time was reached': 'Die längste Dauer war erreicht',
  'it was cut short': 'Sie wurde abgeschnitten',
  'too little was said': 'Es wurde zu wenig gesagt',
  'the mailbox is full': 'Die Mailbox ist voll',
  'the mailbox could not be written': 'Die Mailbox war nicht zu beschreiben',
  'the number has no mailbox': 'Die Nummer hat keine Mailbox',
  'nobody took the call': 'Niemand nahm an',
  'the call was going round in a circle': 'Der Anruf lief im Kreis',
  'the caller had waited too long': 'Das Warten dauerte zu lange',
  'the caller never confirmed our answer': 'Die Annahme wurde von der Gegenseite nie bestätigt',
  'the sound path failed': 'Der Tonweg kam nicht zustande',
  'the visit was over': 'Der Besuch war zu Ende',
  'the engine shut down': 'Die Engine wurde beendet',
  'more calls came than the engine manages': 'Es kamen mehr Anrufe, als die Engine bewältigt',
  'the number could not be looked up': 'Die Nummer konnte nicht nachgeschlagen werden',
  'the engine died in the middle of it': 'Die Engine fiel mittendrin aus',
  'an administrator ended it': 'Von der Administration beendet',
}
