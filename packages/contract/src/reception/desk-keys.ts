/** The keys of the desk: each receptionist may change every one of them, or switch it off (design §5, WCAG 2.1.4). */
import { z } from 'zod'

/**
 * A key as the desk calls it: `F2`, `Shift F4`, `v`, `Alt v`, `ArrowDown`. The function keys of browsers (F1, F3, F5 to F7,
 * F10 to F12), digits that choose people, and what moves the focus or sends a form cannot be taken.
 */
const key = z
  .string()
  .regex(
    /^(?:(?:Shift )?F(?:[2489]|1[3-9]|2[0-4])|(?:Alt )?[!-0:-@[-~À-῿]|Arrow(?:Up|Down|Left|Right))$/,
    'must be F2, F4, F8, F9 or F13 to F24, with or without "Shift ", one character in lower case, with or without "Alt ", or an arrow',
  )
  .nullable()

export const deskKeys = z
  .object({
    answer: key.describe('Answers; while talking: holds, and takes the next'),
    hold: key.describe('Holds, resumes, goes back to the caller'),
    swap: key.describe('Swaps between two'),
    ask: key.describe('Asks the chosen person first; then connects'),
    pass: key.describe('Passes on to the chosen person'),
    'hang-up': key,
    people: z.literal('1-9').nullable().describe('Whether the digits choose people; they are no other keys'),
    find: key.describe('Goes to the search for a person'),
    outside: key.describe('Goes to the outside number'),
    voicemail: key,
    mute: key,
    message: key.describe('Takes a message'),
    leave: key.describe('Leaves a ringing call to others'),
    away: key.describe('Away, and back'),
    next: key.describe('Chooses the next waiting call'),
    previous: key.describe('Chooses the one before'),
    list: key.describe('Shows all keys'),
  })
  .meta({ id: 'DeskKeys', description: 'null: switched off' })

export type DeskKeys = z.output<typeof deskKeys>

/** As delivered. */
export const standardDeskKeys: DeskKeys = {
  answer: 'F2',
  hold: 'F4',
  swap: 'Shift F4',
  ask: 'F8',
  pass: 'Shift F8',
  'hang-up': 'F9',
  people: '1-9',
  find: '/',
  outside: 'o',
  voicemail: 'v',
  mute: 'u',
  message: 'm',
  leave: 'l',
  away: 'a',
  next: 'ArrowDown',
  previous: 'ArrowUp',
  list: '?',
}

export const ownDeskKeys = z
  .object({
    version: z.int().min(0).max(2_147_483_646).describe('0: never changed'),
    keys: deskKeys,
    standard: deskKeys.describe('As delivered'),
  })
  .meta({ id: 'OwnDeskKeys' })

export const exampleOwnDeskKeys: z.output<typeof ownDeskKeys> = {
  version: 1,
  keys: { ...standardDeskKeys, answer: 'F13', voicemail: null },
  standard: standardDeskKeys,
}
