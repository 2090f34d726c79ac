/** What an import says of the lines of a file, in German. That each sentence has a form here is tested. */
import type { Form } from './form.ts'

/** Why a file is no table, as a refusal names it. */
export const tableFaults: readonly Form[] = [
  ['the file is empty', 'die Datei ist leer'],
  [
    'the file begins in {name} and is not to its end; save all of it in one encoding',
    'die Datei beginnt in {name} und ist es nicht bis zum Ende; bitte ganz in einer Codierung speichern',
  ],
  [
    'line {n} is not UTF-8 as the beginning of the file is (byte {m} of the file); save all of it as UTF-8',
    'Zeile {n} ist nicht UTF-8 wie der Anfang der Datei (Byte {m} der Datei); bitte ganz als UTF-8 speichern',
  ],
  [
    'line 1 names a column "{name}" that is not known; the columns are {list}',
    'Zeile 1 nennt eine Spalte „{name}“, die unbekannt ist; die Spalten sind {list}',
  ],
  [
    'line 1 has no column "{name}"; the columns are {list}',
    'Zeile 1 hat keine Spalte „{name}“; die Spalten sind {list}',
  ],
  ['line 1 names the column "{name}" twice', 'Zeile 1 nennt die Spalte „{name}“ doppelt'],
]

export const imports: readonly Form[] = [
  // Any file
  [
    'The file has a header and no lines, so there is nothing to import. Write a line below the header for each row, and import the file again.',
    'Die Datei hat eine Kopfzeile und keine weiteren Zeilen, es gibt also nichts zu importieren. Bitte unter die Kopfzeile Zeilen schreiben und die Datei erneut importieren.',
  ],
  [
    'A quotation mark that begins in this line does not end. Close it, or write it twice inside a cell.',
    'Ein Anführungszeichen, das in dieser Zeile beginnt, endet nicht. Bitte schließen oder innerhalb einer Zelle doppelt schreiben.',
  ],
  [
    'The line has {n} cells, the header has {m}. Put a cell that holds the separator in quotation marks.',
    'Die Zeile hat {n} Zellen, die Kopfzeile {m}. Eine Zelle, die das Trennzeichen enthält, gehört in Anführungszeichen.',
  ],
  [
    'The cell must not contain control characters. Remove them.',
    'Die Zelle darf keine Steuerzeichen enthalten. Bitte entfernen.',
  ],
  ['The site is not there any more.', 'Den Standort gibt es nicht mehr.'],
  [
    '{n} of {m} lines are wrong, so nothing was imported.',
    '{n} von {m} Zeilen sind falsch, daher wurde nichts importiert.',
  ],
  [
    'Others have taken numbers of the file meanwhile; nothing was imported.',
    'Nummern der Datei sind inzwischen anderswo vergeben; es wurde nichts importiert.',
  ],
  ['{reason}; nothing was imported.', '{reason}; es wurde nichts importiert.'],
  [
    'A line could not be written after all; nothing was imported.',
    'Eine Zeile ließ sich doch nicht schreiben; es wurde nichts importiert.',
  ],
  [
    'The server met an error that is not in a line of the file. What was written by best effort stays. Import the file again; when it fails again, ask whoever runs the server to look into its log.',
    'Auf dem Server trat ein Fehler auf, der nicht an einer Zeile der Datei liegt. Was einzeln schon geschrieben wurde, bleibt. Bitte die Datei erneut importieren; scheitert es wieder, hilft ein Blick ins Protokoll des Servers.',
  ],
  [
    'This is neither yes nor no. Write "yes", "no" or nothing.',
    'Das ist weder ja noch nein. Bitte „yes“, „no“ oder nichts schreiben.',
  ],

  // Cells that hold a number
  [
    'The cell is empty. Every line needs a number, such as +442079460100.',
    'Die Zelle ist leer. Jede Zeile braucht eine Nummer, zum Beispiel +442079460100.',
  ],
  [
    'A spreadsheet has shortened the number. Format its column as text, enter it again and save the file anew.',
    'Eine Tabellenkalkulation hat die Nummer gekürzt. Bitte die Spalte als Text formatieren, die Nummer neu eintragen und die Datei neu speichern.',
  ],
  [
    'The number has no country. Write it with a plus sign, such as +442079460100.',
    'Der Nummer fehlt das Land. Bitte mit Pluszeichen schreiben, zum Beispiel +442079460100.',
  ],
  [
    'The number is written as dialled at home. Write it with plus sign and country, such as +442079460100.',
    'Die Nummer steht so da, wie man sie im Inland wählt. Bitte mit Pluszeichen und Land schreiben, zum Beispiel +442079460100.',
  ],
  [
    'This is no telephone number. Write it as +442079460100.',
    'Das ist keine Telefonnummer. Gemeint ist eine wie +442079460100.',
  ],
  [
    'The number has more digits than numbers of its country have. Check its end.',
    'Die Nummer hat mehr Ziffern als Nummern ihres Landes. Bitte das Ende prüfen.',
  ],
  [
    'The number has fewer digits than numbers of its country have. Check its end.',
    'Die Nummer hat weniger Ziffern als Nummern ihres Landes. Bitte das Ende prüfen.',
  ],
  ['The number is 1 digit short. Check its end.', 'Der Nummer fehlt eine Ziffer. Bitte das Ende prüfen.'],
  ['The number is {n} digits short. Check its end.', 'Der Nummer fehlen {n} Ziffern. Bitte das Ende prüfen.'],
  [
    'The number is not at this site. Correct it, or remove the line.',
    'Die Nummer ist nicht an diesem Standort. Bitte berichtigen oder die Zeile entfernen.',
  ],

  // Numbers
  [
    'The number is on the platform already, not at this site. Remove the line.',
    'Die Nummer gibt es auf der Plattform schon, aber nicht an diesem Standort. Bitte die Zeile entfernen.',
  ],
  [
    'The number is at this site already, with another {column}. Change it there, or remove the line.',
    'Die Nummer gibt es an diesem Standort schon, aber mit anderem Wert in {column}. Bitte dort ändern oder die Zeile entfernen.',
  ],
  [
    'Somebody else took the number or its extension at this moment. Import the line again.',
    'Jemand anders hat die Nummer oder ihre Durchwahl eben genommen. Bitte die Zeile erneut importieren.',
  ],
  [
    'The number stands in line {n} already. Remove one of the lines.',
    'Die Nummer steht schon in Zeile {n}. Bitte eine der Zeilen entfernen.',
  ],
  [
    'The extension is taken at this site. Choose another, or leave the cell empty.',
    'Die Durchwahl ist an diesem Standort vergeben. Bitte eine andere wählen oder die Zelle leer lassen.',
  ],
  [
    'The extension is an emergency number. Choose another, or leave the cell empty.',
    'Die Durchwahl ist eine Notrufnummer. Bitte eine andere wählen oder die Zelle leer lassen.',
  ],
  [
    'The extension stands in line {n} already. Choose another.',
    'Die Durchwahl steht schon in Zeile {n}. Bitte eine andere wählen.',
  ],
  [
    'No extension of the site is free. Widen its range, or write "none".',
    'Am Standort ist keine Durchwahl frei. Bitte den Bereich erweitern oder „none“ schreiben.',
  ],
  [
    'An extension has 2 to 8 digits and no zero in front. Correct it, or leave the cell empty.',
    'Eine Durchwahl hat 2 bis 8 Ziffern und vorn keine Null. Bitte berichtigen oder die Zelle leer lassen.',
  ],
  [
    'The extensions of the site run from {n} to {m}. Choose one of them.',
    'Die Durchwahlen des Standorts gehen von {n} bis {m}. Bitte eine davon wählen.',
  ],
  [
    'The organization has a main number at this site already. One is the most.',
    'Die Firma hat an diesem Standort schon eine Hauptnummer. Mehr als eine geht nicht.',
  ],
  [
    'The organization has a main number in line {n} already. One is the most.',
    'Die Firma hat schon in Zeile {n} eine Hauptnummer. Mehr als eine geht nicht.',
  ],
  [
    'No organization of this name is located at the site. Locate it there first, or correct the name.',
    'Am Standort gibt es keine Firma dieses Namens. Bitte sie zuerst dort aufnehmen oder den Namen berichtigen.',
  ],
  [
    'A label has at most 120 characters. Shorten it.',
    'Eine Bezeichnung hat höchstens 120 Zeichen. Bitte kürzen.',
  ],
  [
    'The label is no valid text. Save the file as UTF-8.',
    'Die Bezeichnung ist kein gültiger Text. Bitte die Datei als UTF-8 speichern.',
  ],
  ['A label {rule}. Remove them.', 'Die Bezeichnung enthält Zeichen, die nicht gehen. Bitte entfernen.'],
  [
    'This is no kind of number. Write "main" or "ordinary".',
    'Das ist keine Art von Nummer. Bitte „main“ oder „ordinary“ schreiben.',
  ],

  // Devices
  [
    'A main number has no devices. Write an ordinary number of the company.',
    'Eine Hauptnummer hat keine Geräte. Bitte eine gewöhnliche Nummer der Firma schreiben.',
  ],
  [
    'The number belongs to no company. Allocate it first.',
    'Die Nummer gehört keiner Firma. Bitte zuerst zuteilen.',
  ],
  [
    'The device stands in line {n} already. Remove one of the lines.',
    'Das Gerät steht schon in Zeile {n}. Bitte eine der Zeilen entfernen.',
  ],
  [
    'A device has a name of 1 to 120 characters. Write one.',
    'Ein Gerät hat einen Namen von 1 bis 120 Zeichen. Bitte einen schreiben.',
  ],
  ['A name {rule}. Correct it.', 'Der Name geht so nicht. Bitte berichtigen.'],
  [
    'A username {rule}. Correct it, or leave it empty.',
    'Der Benutzername geht so nicht. Bitte berichtigen oder die Zelle leer lassen.',
  ],
  ['A password {rule}. Correct it.', 'Das Passwort geht so nicht. Bitte berichtigen.'],
  [
    'The cell is empty. A new device needs a password, 8 to 128 characters.',
    'Die Zelle ist leer. Ein neues Gerät braucht ein Passwort mit 8 bis 128 Zeichen.',
  ],
  ['The username is taken. Choose another.', 'Der Benutzername ist vergeben. Bitte einen anderen wählen.'],
  [
    'The device is there already, with another name. Change it there, or remove the line.',
    'Das Gerät gibt es schon, aber mit anderem Namen. Bitte dort ändern oder die Zeile entfernen.',
  ],
  [
    'The device is there already, with another password. Reset it there, or leave the cell empty.',
    'Das Gerät gibt es schon, aber mit anderem Passwort. Bitte dort zurücksetzen oder die Zelle leer lassen.',
  ],

  // Members of hunt groups
  [
    'The member stands in line {n} already. Remove one of the lines.',
    'Das Mitglied steht schon in Zeile {n}. Bitte eine der Zeilen entfernen.',
  ],
  [
    'This is no main number of a company. Only such a number has a hunt group.',
    'Das ist keine Hauptnummer einer Firma. Nur eine solche hat einen Sammelruf.',
  ],
  [
    'A main number is no member. Write an ordinary number.',
    'Eine Hauptnummer kann kein Mitglied sein. Bitte eine gewöhnliche Nummer schreiben.',
  ],
  [
    'The main number is not active. Activate it first.',
    'Die Hauptnummer ist nicht aktiv. Bitte zuerst aktivieren.',
  ],
  ['The number is not active. Activate it first.', 'Die Nummer ist nicht aktiv. Bitte zuerst aktivieren.'],
  [
    'The member is no number of the company at this site. Correct it, or name the outside number.',
    'Das Mitglied ist keine Nummer der Firma an diesem Standort. Bitte berichtigen oder der externen Nummer einen Namen geben.',
  ],
  [
    'An outside number has no lamp. Leave the cell empty.',
    'Eine externe Nummer hat keine Lampe. Bitte die Zelle leer lassen.',
  ],
  [
    'The number is a member already, with the lamp otherwise. Change it there, or leave the cell empty.',
    'Die Nummer ist schon Mitglied, aber mit anderer Lampe. Bitte dort ändern oder die Zelle leer lassen.',
  ],
  [
    'The number is a member already, by another name. Change it there, or remove the line.',
    'Die Nummer ist schon Mitglied, aber unter anderem Namen. Bitte dort ändern oder die Zeile entfernen.',
  ],
  [
    'The group has {n} members, which is the most. Remove some.',
    'Der Sammelruf hat {n} Mitglieder, mehr gehen nicht. Bitte einige entfernen.',
  ],
]
