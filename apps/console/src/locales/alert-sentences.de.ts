/** What alerts say, in German (product §6.4). */
import type { Form } from './form.ts'

export const alerts: readonly Form[] = [
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
    'A call to {name} by the trunk {other} was refused: its sound came only as {what}, which neither voicemail nor a notice can answer. Have its carrier offer G.711 (PCMA or PCMU) as well.',
    'Ein Anruf an {name} über den Trunk {other} wurde abgewiesen: Sein Ton kam nur als {what}, das weder die Mailbox noch eine Ansage spricht. Bitte den Carrier auch G.711 (PCMA oder PCMU) anbieten lassen.',
  ],
  [
    'A call to {name} by the trunk {other} was refused: its sound was not secured, and the trunk asks for that. Have its carrier use SRTP, or change the trunk.',
    'Ein Anruf an {name} über den Trunk {other} wurde abgewiesen: Sein Ton war nicht verschlüsselt, und der Trunk verlangt das. Bitte den Carrier SRTP benutzen lassen oder den Trunk ändern.',
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
    'The disk of {name} with {other} fills: {n} MB are free. Make room there before no message can be left.',
    'Die Platte von {name} mit {other} füllt sich: {n} MB sind frei. Bitte dort Platz schaffen, bevor niemand mehr eine Nachricht hinterlassen kann.',
  ],
  [
    'The disk of {name} with {other} is full: calls are answered, and no message can be left. Make room there.',
    'Die Platte von {name} mit {other} ist voll: Anrufe werden angenommen, aber niemand kann eine Nachricht hinterlassen. Bitte dort Platz schaffen.',
  ],
  [
    'The mail server {name} takes no letters: {other}. Letters wait, those about messages for two days. See that it runs, and that MAINLINE_SMTP_URL is right.',
    'Der Mailserver {name} nimmt keine E-Mails an: {other}. Die E-Mails warten, die über Nachrichten zwei Tage. Bitte prüfen, ob er läuft und ob MAINLINE_SMTP_URL stimmt.',
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

/** Main numbers that nothing would ring for, the first third of their sentence. */
export const unready: readonly Form[] = [
  ['{name} is open, and nothing would ring', '{name} ist geöffnet, und nichts würde klingeln'],
  ['{name} opens at {when}, and nothing would ring', '{name} öffnet {when}, und nichts würde klingeln'],
]

/** Why nothing would, the second. */
export const whyUnready: Readonly<Record<string, string>> = {
  'no phone of its hunt group is registered': 'Im Sammelruf ist kein Telefon angemeldet',
  'its hunt group has no members': 'Der Sammelruf hat keine Mitglieder',
  'nobody is ready at reception': 'Am Empfang ist niemand bereit',
}

/** Where their callers go, the last. */
export const callersGo: Readonly<Record<string, string>> = {
  'Callers hear a notice at once': 'Anrufe hören gleich eine Ansage',
  'Callers go to the hunt group at once': 'Anrufe gehen gleich zum Sammelruf',
  'Callers go to reception at once': 'Anrufe gehen gleich zum Empfang',
  'Callers go to the mailbox at once': 'Anrufe gehen gleich zur Mailbox',
  'Callers go to the forwarding number at once': 'Anrufe gehen gleich zur Zielnummer',
}
