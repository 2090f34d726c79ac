/** What a step of a preview would mean to a caller, in German (product §6.1). */
import type { Form } from './form.ts'

export const previewed: readonly Form[] = [
  ['Somebody answers after {n} s.', 'Nach {n} s nimmt jemand an.'],
  [
    'Whoever is called is busy or declines, and the call goes on.',
    'Wer angerufen wird, ist besetzt oder lehnt ab, und der Anruf geht weiter.',
  ],
  [
    'Whoever is called cannot be reached, and the call goes on.',
    'Wer angerufen wird, ist nicht zu erreichen, und der Anruf geht weiter.',
  ],
  ['The caller hangs up.', 'Wer anruft, legt auf.'],
  ['The caller hangs up before anybody answers.', 'Wer anruft, legt auf, bevor jemand annimmt.'],
  ['The caller leaves no message.', 'Wer anruft, hinterlässt keine Nachricht.'],
  ['The mailbox answers, but takes no message.', 'Die Mailbox nimmt an, aber keine Nachricht auf.'],
  ['The caller presses 0 for the reception.', 'Mit der 0 geht es zum Empfang.'],
  ['Nobody is ready at reception any more.', 'Am Empfang ist niemand mehr bereit.'],
  ['The call is answered.', 'Der Anruf wird angenommen.'],
  ['The call is rejected with {n}.', 'Der Anruf wird abgewiesen mit {n}.'],
  ['The caller hears a notice.', 'Eine Ansage ist zu hören.'],
  ['The caller hears a notice when nobody takes the call.', 'Nimmt niemand an, ist eine Ansage zu hören.'],
  [
    'The caller hears a notice, as the number has no mailbox.',
    'Eine Ansage ist zu hören, da die Nummer keine Mailbox hat.',
  ],
  [
    'The caller hears a notice, as the call would go round in a circle.',
    'Eine Ansage ist zu hören, da der Anruf im Kreis liefe.',
  ],
  [
    'The caller hears a notice after waiting as long as a caller may.',
    'Nach der längsten erlaubten Wartezeit ist eine Ansage zu hören.',
  ],
  [
    'The caller hears a notice that the number is not in use any more.',
    'Die Ansage sagt, dass die Nummer nicht mehr in Gebrauch ist.',
  ],
  [
    'The caller hears a notice, as the mailbox is full.',
    'Eine Ansage ist zu hören, da die Mailbox voll ist.',
  ],
  [
    'The caller hears a notice, as the message cannot be stored.',
    'Eine Ansage ist zu hören, da die Nachricht nicht zu speichern ist.',
  ],
  [
    'By then the caller will be waiting as long as a caller may.',
    'Bis dahin wird das Warten die längste erlaubte Dauer erreicht haben.',
  ],
  ['The call would go round in a circle.', 'Der Anruf liefe im Kreis.'],
  ['The message cannot be stored.', 'Die Nachricht ist nicht zu speichern.'],
  ['After {n} s without an answer the call goes on.', 'Nimmt nach {n} s niemand an, geht der Anruf weiter.'],
  ['The caller can leave a message.', 'Wer anruft, kann eine Nachricht hinterlassen.'],
  ['The caller hears that the office is closed.', 'Die Ansage sagt, dass geschlossen ist.'],
  ['The caller hears that nobody is available.', 'Die Ansage sagt, dass niemand zu sprechen ist.'],
  [
    'The caller hears that the number is not in use.',
    'Die Ansage sagt, dass die Nummer nicht in Gebrauch ist.',
  ],
  ['The caller hears that the mailbox is full.', 'Die Ansage sagt, dass die Mailbox voll ist.'],
  ['The caller hears to try again later.', 'Die Ansage bittet, es später noch einmal zu versuchen.'],
  [
    'The caller hears to call for help from a mobile phone.',
    'Die Ansage sagt, dass Hilfe mit einem Mobiltelefon zu rufen ist.',
  ],
]
