/** Devices of phone numbers, one a line (C15). */
import { deviceName, devicePassword, oneLine, username as usernameRule } from '@mainline/contract'
import {
  createDevice,
  type Device,
  digestSecrets,
  isRefusal,
  namedDevices,
  namedNumbers,
} from '@mainline/storage'
import { newUsername } from '../api/devices/new-username.ts'
import { faultAt, type LineKind, type Verdict } from './line-kind.ts'
import { readNumber } from './number-cell.ts'
import type { TableLine } from './read-table.ts'

export const deviceTable: LineKind = {
  columns: {
    number: ['number', 'phone number', 'e164', 'telephone', 'phone'],
    name: ['name', 'device', 'label'],
    username: ['username', 'user name', 'user', 'login', 'auth id'],
    password: ['password', 'secret'],
  },
  required: ['number', 'name'],
  ignored: ['domain', 'organization'],
  async open(db, { siteId }, lines) {
    const wanted = lines.map((line) => readNumber(line.cell('number')).e164)
    const numbers = await namedNumbers(db, siteId, wanted)
    const ids = [...numbers.values()].map(({ id }) => id)
    const known = await namedDevices(
      db,
      ids,
      lines.map((line) => line.cell('username')),
    )
    const earlier = new Map<string, number>()
    return (line) => {
      const { e164, wrong } = readNumber(line.cell('number'))
      if (wrong) return faultAt(line, 'number', wrong)
      const number = numbers.get(e164)
      if (!number)
        return faultAt(line, 'number', 'The number is not at this site. Correct it, or remove the line.')
      if (number.kind === 'main')
        return faultAt(
          line,
          'number',
          'A main number has no devices. Write an ordinary number of the company.',
        )
      if (number.organizationId === null)
        return faultAt(line, 'number', 'The number belongs to no company. Allocate it first.')
      const fault = faultOfCells(line)
      if (fault) return fault
      const key = line.cell('username') || `${e164} ${oneLine(line.cell('name'))}`
      const before = earlier.get(key)
      if (before !== undefined)
        return faultAt(
          line,
          line.cell('username') ? 'username' : 'name',
          `The device stands in line ${before} already. Remove one of the lines.`,
        )
      earlier.set(key, line.line)
      return judge(line, number.id, known)
    }
  },
}

function faultOfCells(line: TableLine<string>): Verdict | undefined {
  const [name, username, password] = [
    oneLine(line.cell('name')),
    line.cell('username'),
    line.cell('password'),
  ]
  if (name === '') return faultAt(line, 'name', 'A device has a name of 1 to 120 characters. Write one.')
  if (!deviceName.safeParse(name).success)
    return faultAt(line, 'name', `A name ${ruleOf(deviceName, name)}. Correct it.`)
  if (username !== '' && !usernameRule.safeParse(username).success)
    return faultAt(
      line,
      'username',
      `A username ${ruleOf(usernameRule, username)}. Correct it, or leave it empty.`,
    )
  if (password !== '' && !devicePassword.safeParse(password).success)
    // What was meant as a password is not kept among the errors.
    return {
      faults: [
        {
          line: line.line,
          field: 'password',
          value: '',
          message: `A password ${ruleOf(devicePassword, password)}. Correct it.`,
        },
      ],
    }
  return undefined
}

const ruleOf = (rule: typeof usernameRule | typeof deviceName, text: string): string =>
  rule.safeParse(text).error?.issues[0]?.message ?? 'is wrong'

/** A device that is there already is fine when it is what the line says: the file may be sent again. */
function judge(line: TableLine<string>, numberId: string, known: readonly Device[]): Verdict {
  const [name, username, password] = [
    oneLine(line.cell('name')),
    line.cell('username'),
    line.cell('password'),
  ]
  const there = username
    ? known.find((device) => device.username === username)
    : known.find((device) => device.numberId === numberId && device.name === name)
  if (there === undefined)
    return password === ''
      ? faultAt(line, 'password', 'The cell is empty. A new device needs a password, 8 to 128 characters.')
      : { write: async (tx) => made({ numberId, name, username, password }, tx) }
  if (there.numberId !== numberId) return faultAt(line, 'username', 'The username is taken. Choose another.')
  if (there.name !== name)
    return faultAt(
      line,
      'username',
      'The device is there already, with another name. Change it there, or remove the line.',
    )
  const { ha1Sha256 } = digestSecrets(there.username, there.realm, password)
  return password === '' || ha1Sha256 === there.ha1Sha256
    ? 'unchanged'
    : faultAt(
        { ...line, cell: () => '' },
        'password',
        'The device is there already, with another password. Reset it there, or leave the cell empty.',
      )
}

interface Wanted {
  numberId: string
  name: string
  /** Empty: one is made. */
  username: string
  password: string
}

async function made(
  { username, ...wanted }: Wanted,
  tx: Parameters<typeof createDevice>[0],
): Promise<string | undefined> {
  const login = username || (await newUsername(tx, wanted.numberId))
  const device = await createDevice(tx, { ...wanted, username: login })
  return isRefusal(device) ? device.words : undefined
}
