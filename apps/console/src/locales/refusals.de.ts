/**
 * What the server refuses, in German: one text for each code of the catalogue, braces filled with what the refusal names. The
 * English words come with the refusal itself.
 */
import type { ErrorCode } from '@mainline/contract'
import { tableFault } from './sentences.de.ts'

export const refusals: Readonly<Record<ErrorCode, string>> = {
  // Numbers and what belongs to them
  'number-invalid':
    'Das ist keine Telefonnummer: {text}{hint}. Bitte vollständig mit Pluszeichen schreiben, zum Beispiel +442079460100.',
  'number-range':
    'Der Bereich von {first} bis {last} {fault}. Bitte einen Bereich innerhalb einer Vorwahl wählen.',
  'number-state': 'Die Nummer ist {state}; {action} geht nur, solange sie {wanted} ist.',
  'number-assigned': 'Die Nummer ist einer Person zugewiesen. Bitte zuerst die Zuweisung aufheben.',
  'number-no-service':
    'An diesem Standort ist kein Sprachdienst mehr frei; jede aktivierte Nummer braucht einen. Bitte mehr Sprachdienste buchen oder eine andere Nummer deaktivieren.',
  'extension-emergency':
    'Wer an diesem Standort {extension} wählt, ruft mit {number} Hilfe; als Durchwahl würde sie nie klingeln. Bitte eine andere Durchwahl wählen.',
  'number-has-main':
    'Die Firma hat an diesem Standort schon eine Hauptnummer. Bitte eine gewöhnliche Nummer zuteilen oder die Zuteilung der Hauptnummer aufheben.',
  'number-cooling': 'Die Nummer ruht bis {until}. Bitte eine andere nehmen.',
  'number-exists':
    'Diese Nummer gibt es schon. Bitte eine Nummer oder einen Bereich wählen, der noch nicht vorhanden ist.',
  'number-has-messages':
    'Eine Firma, die die Nummer hatte, hat noch Nachrichten oder Ansagen in einer Mailbox der Nummer. Bitte die Nummer im Bestand lassen, bis sie gelöscht sind oder der Standort sie nicht mehr aufbewahrt.',
  'extension-taken': 'Die Durchwahl ist vergeben. Bitte eine andere wählen oder keine angeben.',
  'extension-out-of-range':
    'Die Durchwahl liegt außerhalb des Bereichs dieses Standorts. Bitte eine darin wählen, oder einen Bereich, in dem die vergebenen liegen.',
  'extension-order': 'Die erste Durchwahl ist größer als die letzte.',
  'no-free-extension':
    'Es sind nicht genug Durchwahlen frei. Bitte den Bereich der Durchwahlen dieses Standorts erweitern.',
  'not-own-number':
    'Die Nummer gehört jemand anderem. Bitte eine Nummer verwenden, die Ihnen zugewiesen ist.',
  'main-number':
    'Eine Hauptnummer hat keine Geräte. Bitte das Gerät einer gewöhnlichen Nummer der Firma geben.',
  'main-person':
    'Eine Hauptnummer wird niemandem zugewiesen: Sie dient der ganzen Firma. Bitte eine gewöhnliche Nummer der Firma wählen.',
  'user-elsewhere':
    'Die Person gehört nicht zu der Firma, die die Nummer hat. Bitte jemanden von dort wählen oder die Person zuerst dorthin einladen.',
  'service-quantity':
    'Die Anzahl kann nicht unter {used} sinken: So viele Nummern sind in Gebrauch. Bitte zuerst einige davon deaktivieren.',
  'service-pool':
    'Der Standort hat {free} freie Nummern, gebraucht werden {wanted}; es wurde nichts geändert. Bitte mehr Nummern bereitstellen.',
  'username-taken':
    'Der Benutzername ist vergeben. Bitte einen anderen wählen oder keinen angeben, dann wird einer erzeugt.',

  // Hours, schedule and dated changes
  'zone-unknown': 'Die Zeitzone {zone} gibt es nicht. Gemeint ist ein Name wie Europe/London.',
  'hours-time': 'Uhrzeiten schreibt man als HH:MM von 00:00 bis 24:00: {text}.',
  'hours-day': 'Ein Wochentag ist eine Zahl von 1 (Montag) bis 7 (Sonntag): {text}.',
  'hours-empty':
    'Ein Zeitraum, der um {text} beginnt und endet, ist leer; für den ganzen Tag gibt es „immer geöffnet“.',
  'event-order': 'Der Termin „{name}“ endet, bevor es beginnt.',
  'event-date': 'Der Termin „{name}“ braucht Tage, die es gibt, in der Form {form}; angegeben ist {text}.',
  'event-site': 'Der Termin „{name}“ nennt keinen Standort. Bitte mindestens einen angeben.',
  'event-hours':
    'Der Termin „{name}“ dauert einen Teil eines Tages; nur ganze Tage können Öffnungszeiten haben.',
  'event-interval':
    'Der Termin „{name}“: Öffnungszeiten von {start} bis {end} enden nicht später am selben Tag.',
  'change-empty': 'Die Änderung „{name}“ ändert weder einen Weg noch die Öffnungszeiten.',
  'change-date': 'Die Änderung „{name}“ braucht Tage, die es gibt, in der Form {form}; angegeben ist {text}.',
  'change-order': 'Die Änderung „{name}“ endet, bevor sie beginnt.',
  'change-past': 'Die Änderung „{name}“ ist schon vorbei. Bitte ein späteres Ende angeben.',
  'change-overlap':
    'Die Änderung „{name}“ überschneidet sich mit „{other}“, die von {from} bis {until} gilt. Bitte andere Tage wählen oder die andere aufheben.',
  'rollback-gone':
    '{path}: Schritt {step} der Version {version} braucht, was es nicht mehr gibt: {what}. Bitte wiederherstellen oder neue Einstellungen speichern.',
  'override-end': 'Eine Ausnahme braucht ein Ende, das in der Zukunft liegt.',
  'override-number':
    'Das ist eine gewöhnliche Nummer; sie hat keine Öffnungszeiten. Bitte eine Hauptnummer des Standorts nennen, oder keine für den ganzen Standort.',
  'holiday-place': 'Dafür sind keine Feiertage bekannt. Bitte ein Land und eine Region aus der Liste wählen.',
  'calendar-unreadable':
    'Der Kalender ist nicht lesbar. Bitte noch einmal als iCalendar (.ics) ausgeben, mit weniger Wiederholungen.',

  // Routes and hunt groups
  'route-length': '{path}: Ein Weg hat 1 bis 4 Schritte, dieser hat {count}.',
  'route-last': '{path}: Am Ende muss die Mailbox oder eine gesprochene Ansage stehen.',
  'route-after-voicemail': '{path}: Nach der Mailbox kommt nichts mehr; Schritt {step} würde nie erreicht.',
  'route-no-mailbox':
    '{path}: Schritt {step} ist die Mailbox, aber die Nummer hat keine, und es folgt keine Ansage. Bitte die Nummer zuerst aktivieren.',
  'step-limit': '{path}: Die Zeit für Schritt {step} muss zwischen 5 und 120 Sekunden liegen.',
  'step-number':
    '{path}: Das Ziel von Schritt {step} ist keine Nummer mit Landesvorwahl, zum Beispiel +442079460100{hint}.',
  'forward-self': '{path}: Schritt {step} leitet an die Nummer selbst weiter.',
  'forward-not-allowed':
    '{path}: Schritt {step} leitet an {number} weiter; Anrufe dieser Art ({class}) sind am Standort nicht erlaubt. Bitte eine andere Nummer wählen oder sie erlauben.',
  'forward-loop': '{path}: Schritt {step} leitet an eine Nummer weiter, die hierher zurückführt.',
  'member-not-active': '{name} ist keine aktive Nummer dieser Firma an diesem Standort.',
  'member-main':
    '{name} ist eine Hauptnummer und lässt kein Telefon klingeln. Bitte eine gewöhnliche Nummer wählen.',
  'member-not-allowed':
    '{name} kann nicht Mitglied sein: Anrufe dieser Art ({class}) sind am Standort nicht erlaubt. Bitte eine andere Nummer wählen oder sie erlauben.',
  'member-inside':
    '{name} ist eine Nummer dieser Firma an diesem Standort. Bitte sie unter den möglichen Mitgliedern auswählen.',
  'members-changed': 'Die Gruppe wurde inzwischen geändert. Bitte neu ansehen und noch einmal ändern.',
  'route-unconfirmed':
    'Die Änderung wurde nicht bestätigt; Anrufe laufen wie zuvor. Bitte den Zustand der Engines prüfen und noch einmal versuchen.',

  // Greetings, mailboxes, PINs
  'card-greeting': 'Die Begrüßung hat {count} Zeichen; höchstens 250 sind möglich.',
  'card-comment': 'Hinweis {index} hat {count} Zeichen; möglich sind 1 bis 1.000.',
  'card-comments': 'Höchstens 20 Hinweise sind möglich; dies sind {count}.',
  'card-pronunciation': 'Die Aussprache hat {count} Zeichen; höchstens 120 sind möglich.',
  'card-placeholder': 'Den Platzhalter {text} gibt es nicht; ausgefüllt wird {known}.',
  'pin-length': 'Eine PIN hat 6 bis 12 Ziffern und sonst nichts.',
  'pin-run': 'Die PIN zählt auf- oder abwärts. Bitte Ziffern ohne Reihenfolge wählen.',
  'pin-repeat': 'Die PIN wiederholt Ziffern. Bitte andere wählen.',
  'pin-number': 'Die PIN enthält ein Stück der Telefonnummer oder der Durchwahl. Bitte eine andere wählen.',
  'pin-used': 'Diese PIN wurde schon verwendet; die letzten fünf sind nicht wieder möglich.',
  'audio-missing': 'Die Aufnahme ist nicht mehr auf diesem Server; die Nachricht selbst schon.',
  'audio-unreadable':
    'Die Tondatei ist nicht lesbar. Gebraucht wird eine WAV-Datei: lineare Werte mit 8 bis 32 Bit, Gleitkomma, A-law oder µ-law, 4 bis 192 kHz.',
  'audio-cut': 'Die Tondatei ist unvollständig. Bitte die ganze Datei noch einmal senden.',
  'audio-length': 'Die Ansage muss zwischen einer halben Sekunde und 90 Sekunden lang sein.',
  'greeting-dates':
    'Nur eine Ansage für bestimmte Tage hat Beginn und Ende, und das Ende liegt nach dem Beginn.',
  'speech-off':
    'Dieser Server spricht keine Texte. Bitte eine Aufnahme hochladen oder den Betreiber des Servers um eine Sprachausgabe bitten.',
  'speech-failed':
    'Die Sprachausgabe ist misslungen. Bitte noch einmal versuchen oder eine Aufnahme hochladen.',
  'range-unsatisfiable': 'So lang ist die Aufnahme nicht.',

  // What is remembered
  'not-found': 'Das gibt es nicht, oder nicht mehr. Bitte die Liste neu ansehen.',
  'stale-version': 'Das wurde inzwischen geändert. Bitte ansehen, was jetzt gilt, und noch einmal ändern.',
  'not-at-site': 'Die Firma ist nicht an diesem Standort. Bitte sie zuerst dort aufnehmen.',
  'wrong-state': 'Das ist im jetzigen Zustand nicht möglich. Bitte neu ansehen, was inzwischen gilt.',
  'name-mismatch': 'Der eingegebene Name ist ein anderer. Bitte genau so eingeben, wie er geschrieben steht.',
  'last-site': 'Das ist der einzige Standort der Firma. Wenn sie ganz auszieht, wird sie selbst stillgelegt.',
  'name-taken': 'Dieser Name ist vergeben. Bitte einen anderen wählen.',
  'has-numbers': 'Hier gibt es noch Rufnummern. Bitte sie zuerst aus dem Bestand entfernen.',
  'has-sites': 'Der Betreiber hat noch Standorte. Bitte sie zuerst entfernen.',
  'has-organizations': 'Hier gibt es noch Mieter. Bitte sie zuerst ausziehen lassen (Stilllegung).',
  'has-services': 'Hier gibt es noch Sprachdienste. Bitte sie zuerst auf null senken.',
  'has-users':
    'Jemand hat nur hier Zugang. Bitte diese Benutzer zuerst ausscheiden lassen oder ihnen andere Standorte geben; diese Einladungen und API-Token bitte widerrufen.',
  'has-seats': 'Am Empfang ist noch ein Platz offen. Bitte die Plätze zuerst schließen.',
  'has-overflow':
    'Anrufe eines anderen Empfangs laufen an diesen Standort über. Bitte sie zuerst woandershin überlaufen lassen.',
  'has-trunks': 'Der Betreiber hat noch Trunks. Bitte sie zuerst löschen.',
  'has-webhooks': 'Hier gibt es noch Webhooks. Bitte sie zuerst löschen.',
  'has-import': 'Gerade wird hier eine Datei eingelesen. Bitte das Ende abwarten oder den Import abbrechen.',
  'has-calls': 'Hier läuft gerade ein Gespräch. Bitte das Ende abwarten.',
  'has-records':
    'Hier sind Anrufe verzeichnet, Notizen des Empfangs oder Mieter, die gegangen sind. Bitte behalten: Verzeichnetes wird nicht gelöscht.',
  'in-use': 'Hier ist kein Platz mehr, oder es wird noch gebraucht. Bitte zuerst entfernen, was es belegt.',
  'user-exists': 'Diese Person hat dort schon eine Rolle. Bitte die vorhandene Rolle ändern.',

  // Signing in and users
  'sign-in-failed':
    'Anmeldung nicht möglich: Bitte Adresse und Passwort prüfen oder ein neues Passwort anfordern.',
  'password-wrong':
    'Das jetzige Passwort ist ein anderes. Bitte noch einmal versuchen oder ein neues anfordern: per E-Mail, oder bei der Verwaltung, wo keine Post verschickt wird.',
  'password-guessable':
    'Das Passwort lässt sich aus Name oder Adresse erraten. Am leichtesten zu merken sind ein paar Wörter, die nichts davon enthalten.',
  'code-wrong':
    'Der Code stimmt nicht. Bitte den Code nehmen, den die App jetzt zeigt, und prüfen, ob die Uhr des Telefons richtig geht.',
  'too-many-attempts': 'Zu viele Versuche. Bitte später noch einmal versuchen.',
  'foreign-origin': 'Diese Anfrage kommt nicht von unserer Konsole. Bitte die Seite neu laden.',
  'needs-person': 'Dafür muss eine Person angemeldet sein, kein Token.',
  'link-void': 'Der Link ist verbraucht oder zu alt. Bitte einen neuen anfordern.',
  'mail-off': 'Dieser Server versendet keine E-Mails. Bitte an die Administration wenden.',
  'oidc-off': 'Hier ist kein Identitätsdienst eingerichtet. Bitte mit Passwort anmelden.',
  'oidc-unreachable':
    'Der Identitätsdienst antwortet nicht. Bitte noch einmal versuchen oder mit Passwort anmelden.',
  'role-above-own':
    'Diese Rolle reicht weiter als Ihre eigene. Bitte jemanden mit einer weiteren Rolle fragen.',
  'role-reach': 'Diese Rolle passt nicht zu dem Ort, für den sie gelten soll.',
  'last-admin':
    'Sie sind hier die letzte Person mit Administrationsrechten. Bitte zuerst jemand anderem diese Rolle geben.',
  unauthorized: 'Bitte anmelden.',
  forbidden: 'Das erlaubt Ihre Rolle nicht. Bitte jemanden fragen, dessen Rolle es erlaubt.',
  'token-scope': 'Der Geltungsbereich passt nicht zu der Rolle des Tokens.',
  'token-end': 'Das Token wäre schon abgelaufen. Bitte ein späteres Ende angeben, oder keines.',
  'wrong-tenant': 'Das gehört zu verschiedenen Betreibern. Bitte nur wählen, was zu einem gehört.',

  // Reception
  'reception-seconds': 'Möglich sind {least} bis {most} Sekunden.',
  'reception-overflow-self':
    'Der Empfang kann Anrufe nicht an sich selbst abgeben. Bitte einen anderen Standort wählen, oder keinen.',
  'reception-overflow-inside':
    '{address} ist eine Hauptnummer dieser Installation: Anrufe gingen über den Trunk hinaus und kämen zurück. Bitte einen anderen Standort oder die Nummer eines Telefondienstes wählen.',
  'reception-overflow-address': 'Das ist weder eine Telefonnummer noch eine SIP-Adresse: {address}{hint}.',
  'seat-device': 'Das Gerät gehört nicht zu diesem Empfang. Bitte eines aus der Liste wählen.',
  'seat-not-yours': 'Der Platz gehört jemand anderem. Bitte einen eigenen öffnen.',
  'seat-closed': 'Der Platz ist geschlossen. Bitte neu öffnen.',
  'seat-unreached':
    'Ihr Telefon ist gerade nicht zu erreichen. Bitte prüfen, ob es angemeldet ist, oder den Anruf den anderen lassen.',
  'call-taken': 'Den Anruf hat schon jemand angenommen. Bitte den nächsten nehmen.',
  'call-gone': 'Der Anruf ist nicht mehr da.',
  'order-unfit': 'Der Anruf ist inzwischen in einem anderen Zustand. Bitte noch einmal hinsehen.',
  'outside-not-allowed':
    'Dieser Empfang verbindet nicht nach außen. Bitte eine Person der Firma wählen oder eine Nachricht aufnehmen.',
  'listen-in-off': 'An diesem Empfang hört niemand mit. Die Administration des Betreibers kann es erlauben.',
  'listened-to': 'Es hört schon jemand mit. Bitte warten, bis das endet.',
  'desk-key-twice': 'Eine Taste ist doppelt belegt. Bitte eine der Belegungen ändern oder ausschalten.',
  'person-elsewhere':
    'Dieses Telefon gehört nicht zu der angerufenen Firma. Bitte eine ihrer Personen wählen.',
  'person-unreachable':
    'Von dieser Person klingelt gerade kein Telefon. Bitte jemand anderen oder die Mailbox wählen oder eine Nachricht aufnehmen.',

  // The request itself
  'invalid-request': 'Die Eingaben sind nicht vollständig oder nicht richtig.',
  'no-such-path': 'Diese Adresse gibt es nicht.',
  'no-such-method': 'Diese Adresse gibt es, aber nicht für diese Art von Anfrage.',
  'head-too-large': 'Die Adresse oder die Kopfzeilen der Anfrage sind zu lang.',
  'request-timeout': 'Die Anfrage kam nicht rechtzeitig an. Bitte noch einmal senden.',
  'body-too-large': 'Das ist zu groß. Bitte weniger auf einmal senden.',
  'media-type': 'Diese Art von Datei wird hier nicht angenommen.',
  'table-unreadable':
    'Die Tabelle ist nicht lesbar: {fault}. Die erste Zeile nennt die Spalten, getrennt durch Kommas, Semikolons oder Tabulatoren.',
  'webhook-address': 'Gebraucht wird eine https-Adresse im Internet, ohne Passwort darin.',
  'report-range': 'Möglich sind ein Tag bis 366 Tage, vom ersten bis zum letzten.',
  'server-busy': 'Der Server ist gerade ausgelastet. Bitte in einem Augenblick noch einmal senden.',
  'database-away':
    'Die Datenbank ist gerade nicht da. Es wurde nichts geändert. Bitte in einem Augenblick noch einmal versuchen.',
  'not-ready': 'Der Server ist noch nicht bereit. Bitte einen Augenblick warten.',
  internal:
    'Hier ist etwas schiefgegangen. Bitte noch einmal versuchen; das Protokoll des Servers sagt mehr.',
}

const values: Readonly<Record<string, string>> = {
  'In hours': 'In den Öffnungszeiten',
  'Out of hours': 'Außerhalb der Öffnungszeiten',
  nothing: 'nichts',
  'runs out of digits': 'hat nicht genug Ziffern',
  'leaves the country or area that it begins in': 'verlässt das Land oder die Vorwahl, in der er beginnt',
  nominate: 'als Hauptnummer bestimmen',
  unnominate: 'die Bestimmung aufheben',
  allocate: 'zuteilen',
  deallocate: 'die Zuteilung aufheben',
  activate: 'aktivieren',
  'confirm-activation': 'die Aktivierung abschließen',
  'abandon-activation': 'die Aktivierung abbrechen',
  deactivate: 'deaktivieren',
  'confirm-deactivation': 'die Deaktivierung abschließen',
  decommission: 'stilllegen',
  release: 'freigeben',
  'release-early': 'vorzeitig freigeben',
  remove: 'entfernen',
  'RESERVED or PENDING or ACTIVE': 'RESERVED, PENDING oder ACTIVE',
  'PENDING on the way there': 'auf dem Weg dorthin',
}

/** What a refusal names in words of the server; anything else is a name or a number and stays. */
export const valueWords = (value: string): string =>
  values[value] ??
  tableFault(value) ??
  value.replace(
    /^; without the 0 that is dialled at home only it is /,
    '; ohne die 0 für Anrufe im Inland ist es ',
  )
