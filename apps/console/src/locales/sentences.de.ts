/**
 * What the core says of calls, hours and alerts, in German. Its sentences are few and are kept with the calls as they were said,
 * so they are translated where they are read: each form with its gaps beside the German one. That each has a form here is tested.
 */
import type { Form } from './form.ts'
import { imports, tableFaults } from './import-sentences.de.ts'

/** Results of a call, the first half of its sentence (C13). */
const results: readonly Form[] = [
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
const steps: Readonly<Record<string, string>> = {
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
const reasons: Readonly<Record<string, string>> = {
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
  'the engine died in the middle of it': 'Die Engine fiel mittendrin aus',
  'an administrator ended it': 'Von der Administration beendet',
}

/** Rulings of hours and schedule (C3, M9). */
const rulings: readonly Form[] = [
  ['Within business hours until {when}.', 'In den Öffnungszeiten bis {when}.'],
  ['Within business hours.', 'In den Öffnungszeiten.'],
  ['Outside business hours until {when}.', 'Außerhalb der Öffnungszeiten bis {when}.'],
  ['Outside business hours.', 'Außerhalb der Öffnungszeiten.'],
  ['Always open by its hours.', 'Immer geöffnet.'],
  ['Always closed by its hours.', 'Immer geschlossen.'],
  ['Open by its hours until {when}.', 'Geöffnet bis {when}.'],
  ['Closed by its hours until {when}.', 'Geschlossen bis {when}.'],
  ['Emergency closure.', 'Notschließung.'],
  ['Emergency closure ({name}).', 'Notschließung ({name}).'],
  [
    'Set to open by {name} until {when} ({reason}).',
    'Auf geöffnet gestellt von {name} bis {when} ({reason}).',
  ],
  [
    'Set to closed by {name} until {when} ({reason}).',
    'Auf geschlossen gestellt von {name} bis {when} ({reason}).',
  ],
  ['Set to open by {name} until {when}.', 'Auf geöffnet gestellt von {name} bis {when}.'],
  ['Set to closed by {name} until {when}.', 'Auf geschlossen gestellt von {name} bis {when}.'],
  [
    'Open by “{name}” in the site schedule until {when}.',
    'Geöffnet wegen „{name}“ im Kalender des Standorts bis {when}.',
  ],
  ['Open by “{name}” in the site schedule.', 'Geöffnet wegen „{name}“ im Kalender des Standorts.'],
  ['“{name}” in the site schedule until {when}.', '„{name}“ im Kalender des Standorts bis {when}.'],
  ['“{name}” in the site schedule.', '„{name}“ im Kalender des Standorts.'],
  ['Always open', 'Immer geöffnet'],
  ['Always closed', 'Immer geschlossen'],
  ['Phones call out at any hour.', 'Telefone rufen zu jeder Zeit nach draußen an.'],
  ['A direct number rings its phones at any hour.', 'Eine direkte Nummer klingelt zu jeder Zeit.'],
]

/** What a step of a preview would mean to a caller (product §6.1). */
const previewed: readonly Form[] = [
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

/** Why a step of the path ended as it did (C13). */
const path: readonly Form[] = [
  ['This is the number of the voice portal.', 'Das ist die Nummer des Sprachportals.'],
  ['No such number.', 'Diese Nummer gibt es nicht.'],
  ['The number is {name} and receives no calls.', 'Die Nummer ist {name} und nimmt keine Anrufe an.'],
  [
    'The number rests after its organization has left.',
    'Die Nummer ruht, nachdem ihre Firma ausgezogen ist.',
  ],
  ['The number is being activated for the first time.', 'Die Nummer wird zum ersten Mal aktiviert.'],
  ['The call was redirected and has come back.', 'Der Anruf wurde umgeleitet und kam zurück.'],
  ['The caller has waited as long as a caller may.', 'Das Warten hat die längste erlaubte Dauer erreicht.'],
  [
    'The organization has as many calls out as it may have.',
    'Die Organisation hat so viele Anrufe nach draußen, wie sie haben darf.',
  ],
  [
    'The site does not allow its phones to call this number.',
    'Der Standort erlaubt seinen Telefonen nicht, diese Nummer anzurufen.',
  ],
  [
    'The caller heard that the emergency call was not put through, and to use a mobile phone.',
    'Die Ansage sagte, dass der Notruf nicht vermittelt wurde und ein Mobiltelefon zu nehmen ist.',
  ],
  ['The caller hung up.', 'Wer anrief, hat aufgelegt.'],
  ['The caller never confirmed our answer.', 'Die Annahme wurde von der Gegenseite nie bestätigt.'],
  ['The engine shut down.', 'Die Engine wurde beendet.'],
  ['The engine was shutting down.', 'Die Engine wurde gerade beendet.'],
  ['More calls came than this engine manages.', 'Es kamen mehr Anrufe, als diese Engine bewältigt.'],
  ['An administrator ended the call.', 'Die Administration hat den Anruf beendet.'],
  ['The sound path could not be set up.', 'Der Tonweg kam nicht zustande.'],
  ['The caller offered no sound that we understand.', 'Die Gegenseite bot keinen Ton an, den wir verstehen.'],
  ['Answered by {name} at reception after {n} s.', 'Nach {n} s am Empfang von {name} angenommen.'],
  ['Answered by {name} after {n} s.', 'Nach {n} s von {name} angenommen.'],
  ['Nobody answered within {n} s.', 'In {n} s nahm niemand an.'],
  ['None of its phones is registered.', 'Keines ihrer Telefone ist angemeldet.'],
  ['The hunt group has no members.', 'Der Sammelruf hat keine Mitglieder.'],
  [
    'No phone is registered, and the call has been with the members outside already.',
    'Kein Telefon ist angemeldet, und der Anruf war schon bei den Mitgliedern außerhalb.',
  ],
  ["No member's phone is registered (members: {n}).", 'Von {n} Mitgliedern ist kein Telefon angemeldet.'],
  ['The caller heard that the office is closed.', 'Die Ansage sagte, dass geschlossen ist.'],
  ['The caller heard that nobody is available.', 'Die Ansage sagte, dass niemand zu sprechen ist.'],
  [
    'The caller heard that the number is not in use.',
    'Die Ansage sagte, dass die Nummer nicht in Gebrauch ist.',
  ],
  ['The caller heard that the mailbox is full.', 'Die Ansage sagte, dass die Mailbox voll ist.'],
  ['The caller heard to try again later.', 'Die Ansage bat, es später noch einmal zu versuchen.'],
  [
    '{name} did not take the call within {n} s; it came back to {other}.',
    '{name} nahm in {n} s nicht an; der Anruf kam zurück zu {other}.',
  ],
  ['{name} did not take the call within {n} s.', '{name} nahm in {n} s nicht an.'],
  ['{name} was busy.', '{name} war besetzt.'],
  ['{name} declined the call.', '{name} lehnte den Anruf ab.'],
  ['{name} did not take the call ({reason}).', '{name} nahm nicht an ({reason}).'],
  [
    '{name} was dialled, an emergency call: it goes out as {other}.',
    'Gewählt wurde {name}, ein Notruf: Er geht als {other} hinaus.',
  ],
  [
    '{name} did not take the call by way of {other} ({reason}).',
    '{name} nahm den Anruf über {other} nicht an ({reason}).',
  ],
  ['{name} did not put the call through ({reason}).', '{name} hat den Anruf nicht vermittelt ({reason}).'],
  ['{name} answered after {n} s by way of {other}.', '{name} nahm nach {n} s über {other} an.'],
  ['{name} did not answer within {n} s.', '{name} nahm in {n} s nicht an.'],
  ['{name} answered after {n} s.', '{name} nahm nach {n} s an.'],
  ['{name} joined the caller with {other}.', '{name} hat mit {other} verbunden.'],
  ['{name} passed the call on to {other}.', '{name} hat an {other} weiterverbunden.'],
  [
    '{other} took the call that {name} had passed on.',
    '{other} nahm an, nachdem {name} weiterverbunden hatte.',
  ],
  ['The call came back to {name}.', 'Der Anruf kam zurück zu {name}.'],
  ['The call was joined with that of {name}.', 'Der Anruf wurde mit dem von {name} verbunden.'],
  ['{name} was lost; the caller waits again.', '{name} war plötzlich weg; der Anruf wartet wieder.'],
  ['{name} sent the caller to voicemail.', '{name} hat zur Mailbox geschickt.'],
  ['The number has no mailbox.', 'Die Nummer hat keine Mailbox.'],
  ['The caller was in the voice portal for {n} s.', 'Der Anruf war {n} s im Sprachportal.'],
  ['The call was redirected {n} times already.', 'Der Anruf wurde schon {n}-mal umgeleitet.'],
  ['The call has been at that number before.', 'Der Anruf war schon einmal bei dieser Nummer.'],
  ['The site allows no international calls.', 'Der Standort erlaubt keine Anrufe ins Ausland.'],
  ['The site allows no premium calls.', 'Der Standort erlaubt keine Anrufe zu teuren Nummern.'],
  ['No receptionist is ready.', 'Am Empfang ist niemand bereit.'],
  ['No receptionist is ready: {name}.', 'Am Empfang ist niemand bereit: {name}.'],
  ['The last ready receptionist left.', 'Am Empfang ging, wer zuletzt bereit war.'],
  ['Reception did not answer within {n} s.', 'Der Empfang nahm in {n} s nicht an.'],
  ['The caller pressed 0 for the reception.', 'Mit der 0 ging es zum Empfang.'],
  ['The caller left the greeting for the voice portal.', 'Von der Begrüßung ging es ins Sprachportal.'],
  ['A message of {n} s was left, cut short.', 'Eine Nachricht von {n} s wurde hinterlassen, abgeschnitten.'],
  ['A message of {n} s was left.', 'Eine Nachricht von {n} s wurde hinterlassen.'],
  ['The caller left no message.', 'Es wurde keine Nachricht hinterlassen.'],
  ['The mailbox took no message.', 'Die Mailbox nahm keine Nachricht an.'],
  ['The mailbox is full.', 'Die Mailbox ist voll.'],
  ['The message could not be stored.', 'Die Nachricht konnte nicht gespeichert werden.'],
]

/** How the phones of a step ended, counted. */
const counted: readonly Form[] = [
  ['{n} busy', '{n} besetzt'],
  ['{n} declined', '{n} abgelehnt'],
  ['{n} gave no answer', '{n} ohne Antwort'],
  ['{n} did not confirm', '{n} ohne Bestätigung'],
  ['{n} could not be reached', '{n} nicht erreicht'],
]

/** Alerts (product §6.4). */
const alerts: readonly Form[] = [
  [
    'Nobody attends to the reception of {name}. One main number that is open rings there first: its callers go on to the next step at once.',
    'Am Empfang von {name} ist niemand. Eine Hauptnummer, die geöffnet ist, klingelt dort zuerst: Ihre Anrufe gehen gleich zum nächsten Schritt.',
  ],
  [
    'Nobody attends to the reception of {name}. {count} main numbers that are open ring there first: their callers go on to the next step at once.',
    'Am Empfang von {name} ist niemand. {count} Hauptnummern, die geöffnet sind, klingeln dort zuerst: Ihre Anrufe gehen gleich zum nächsten Schritt.',
  ],
  [
    '{name} called {other} at {when}, and the call reached nobody: {why}. Call {other2} for them from a mobile phone, and look after them.',
    '{name} hat um {when} die {other} angerufen und niemanden erreicht. {why}. Bitte von einem Mobiltelefon die {other2} für sie anrufen und nach ihnen sehen.',
  ],
  [
    '{name} called {other} at {when}. Look after them, and show helpers the way.',
    '{name} hat um {when} die {other} angerufen. Bitte nach den Leuten sehen und Helfern den Weg zeigen.',
  ],
  [
    'A call out of {name} was refused: the organization has as many as it may have. If nobody there knows why, somebody else may know a password.',
    'Ein Anruf von {name} nach draußen wurde abgewiesen: Die Organisation hat so viele, wie sie haben darf. Weiß dort niemand, warum, so kennt vielleicht jemand anderes ein Kennwort.',
  ],
  [
    '{name} could not be activated: the call engines did not confirm it in time. It is reserved as before; activate it again.',
    '{name} konnte nicht aktiviert werden: Die Engines haben es nicht rechtzeitig bestätigt. Die Nummer ist reserviert wie zuvor; bitte noch einmal aktivieren.',
  ],
  [
    '{name} could not be activated: {reason}. It is reserved as before; activate it again.',
    '{name} konnte nicht aktiviert werden: {reason}. Die Nummer ist reserviert wie zuvor; bitte noch einmal aktivieren.',
  ],
  [
    'The call engine {name} does not answer any more; its calls are lost and the others take the new ones.',
    'Die Engine {name} antwortet nicht mehr; ihre Anrufe sind verloren, neue nehmen die anderen an.',
  ],
  [
    'rtpengine {name} does not answer the call engine {other}; calls go on through another one or the engine itself. See whether it runs and whether its control port can be reached.',
    'rtpengine {name} antwortet der Engine {other} nicht; Anrufe laufen über ein anderes oder die Engine selbst. Bitte prüfen, ob es läuft und ob sein Steuerport erreichbar ist.',
  ],
  [
    'The certificate of {name} is good until {when}: after that browsers and phones refuse it.',
    'Das Zertifikat von {name} gilt bis {when}: Danach weisen es Browser und Telefone ab.',
  ],
  [
    'The webhook “{name}” was disabled after three days without success. {reason}',
    'Der Webhook „{name}“ wurde nach drei Tagen ohne Erfolg abgeschaltet. {reason}',
  ],
  ...['', ' No e-mail address is set for its messages.'].flatMap((unmailed): Form[] => {
    const auf = unmailed && ' Für ihre Nachrichten ist keine E-Mail-Adresse eingetragen.'
    return [
      [
        `The mailbox of {name} is full: callers hear that, and can leave nothing. Delete what is no longer needed.${unmailed}`,
        `Die Mailbox von {name} ist voll: Wer anruft, hört das und kann nichts hinterlassen. Bitte löschen, was nicht mehr gebraucht wird.${auf}`,
      ],
      [
        `The mailbox of {name} holds {n} messages; with {m} it is full, and callers can leave nothing. Delete what is no longer needed.${unmailed}`,
        `Die Mailbox von {name} enthält {n} Nachrichten; mit {m} ist sie voll, und Anrufer können nichts hinterlassen. Bitte löschen, was nicht mehr gebraucht wird.${auf}`,
      ],
    ]
  }),
]

const unready: readonly Form[] = [
  ['{name} is open, and nothing would ring', '{name} ist geöffnet, und nichts würde klingeln'],
  ['{name} opens at {when}, and nothing would ring', '{name} öffnet {when}, und nichts würde klingeln'],
]

const whyUnready: Readonly<Record<string, string>> = {
  'no phone of its hunt group is registered': 'Im Sammelruf ist kein Telefon angemeldet',
  'its hunt group has no members': 'Der Sammelruf hat keine Mitglieder',
  'nobody is ready at reception': 'Am Empfang ist niemand bereit',
}

const callersGo: Readonly<Record<string, string>> = {
  'Callers hear a notice at once': 'Anrufe hören gleich eine Ansage',
  'Callers go to the hunt group at once': 'Anrufe gehen gleich zum Sammelruf',
  'Callers go to reception at once': 'Anrufe gehen gleich zum Empfang',
  'Callers go to the mailbox at once': 'Anrufe gehen gleich zur Mailbox',
  'Callers go to the forwarding number at once': 'Anrufe gehen gleich zur Zielnummer',
}

/** Days, months, and what stands in gaps. */
const words: Readonly<Record<string, string>> = {
  Mon: 'Mo',
  Tue: 'Di',
  Wed: 'Mi',
  Thu: 'Do',
  Fri: 'Fr',
  Sat: 'Sa',
  Sun: 'So',
  Mar: 'März',
  May: 'Mai',
  Oct: 'Okt.',
  Dec: 'Dez.',
  Jan: 'Jan.',
  Feb: 'Feb.',
  Apr: 'Apr.',
  Jun: 'Juni',
  Jul: 'Juli',
  Aug: 'Aug.',
  Sep: 'Sept.',
  Nov: 'Nov.',
}

/** A sentence of the server; one that is not known stays as it is. */
export function sentence(english: string): string {
  const [said = english, rest] = english.split(/(?<=\.) (?=The dated change “)/)
  const change = rest && /^The dated change “(.+)” holds\.$/.exec(rest)
  if (change) return `${sentence(said)} Es gilt die datierte Änderung „${change[1]}“.`
  return (
    fitted(english, whole) ??
    ofWeek(english) ??
    ofEnd(english) ??
    ofHunt(english) ??
    ofUnready(english) ??
    english
  )
}

/** "Mon–Fri 08:30–18:00, Sat 10:00–12:00 and 14:00–16:00" (M4). */
function ofWeek(english: string): string | undefined {
  if (
    !/^(?:[A-Z][a-z]{2}(?:–[A-Z][a-z]{2})? \d\d:\d\d–\d\d:\d\d(?: and \d\d:\d\d–\d\d:\d\d)*(?:, |$))+$/.test(
      english,
    )
  )
    return
  return english.replaceAll(' and ', ' und ').replace(/[A-Z][a-z]{2}/g, (day) => words[day] ?? day)
}

/** "Answered by Maya Alder: the caller hung up." */
function ofEnd(english: string): string | undefined {
  const cut = english.lastIndexOf(': ')
  const reason = reasons[english.slice(cut + 2, -1)]
  const result = cut < 0 ? undefined : fitted(english.slice(0, cut), endings)
  return reason && result && `${result}. ${capital(reason)}.`
}

/** "Of those called 2 busy, 1 declined." */
function ofHunt(english: string): string | undefined {
  const parts = /^Of those called (.+)\.$/.exec(english)?.[1]?.split(', ')
  return parts && `Von den Angerufenen: ${parts.map((part) => fitted(part, outcomes) ?? part).join(', ')}.`
}

/** "… opens at 09:00, and nothing would ring: no phone of its hunt group is registered. Callers go …" */
function ofUnready(english: string): string | undefined {
  const [, number = '', why = '', then = ''] = /^(.+ would ring): ([^.]+)\. ([^.]+)\.$/.exec(english) ?? []
  const said = fitted(number, readiness)
  return said && whyUnready[why] && `${said}: ${whyUnready[why]}. ${callersGo[then] ?? then}.`
}

interface Fitting {
  readonly pattern: RegExp
  readonly names: readonly string[]
  readonly german: string
}

const fitting = ([english, german]: Form): Fitting => {
  const names = [...english.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const escaped = english.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  const pattern = escaped.replace(/\{(\w+)\}/g, (_, name: string) =>
    /^[nm]$/.test(name) ? '(\\d+)' : '(.+?)',
  )
  return { pattern: new RegExp(`^${pattern}$`), names, german }
}

const whole = [...rulings, ...previewed, ...path, ...alerts, ...imports].map(fitting)
const endings = results.map(fitting)
const outcomes = counted.map(fitting)
const readiness = unready.map(fitting)
const tables = tableFaults.map(fitting)

/** Why a file is no table; undefined: it says nothing of the kind. */
export const tableFault = (english: string): string | undefined => fitted(english, tables)

function fitted(english: string, forms: readonly Fitting[]): string | undefined {
  for (const { pattern, names, german } of forms) {
    const found = pattern.exec(english)
    if (!found) continue
    return german.replace(/\{(\w+)\}/g, (_, name: string) =>
      filled(name, found[names.indexOf(name) + 1] ?? ''),
    )
  }
}

function filled(name: string, value: string): string {
  if (name === 'when')
    return value
      .replace(/\b[A-Z][a-z]{2}\b/g, (word) => words[word] ?? word)
      .replace(/^(\D+) (\d+) /, '$1, $2. ')
  if (name === 'step') return steps[value] ?? value
  if (name === 'why') return capital(reasons[value] ?? value)
  return value
    .replace(/, by way of (.+)$/, ', über $1')
    .replace(/ \(sent on as (\d+)\)$/, ' (weitergegeben als $1)')
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
