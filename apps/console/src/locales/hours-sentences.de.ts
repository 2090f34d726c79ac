/** What hours and the schedule of a site rule, in German (C3, M9), and the days and months that stand in other sentences too. */
import type { Form } from './form.ts'

export const rulings: readonly Form[] = [
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

/** Days and months. */
export const calendarWords: Readonly<Record<string, string>> = {
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
