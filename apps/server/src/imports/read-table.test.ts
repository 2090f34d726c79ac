/** Files as programs save them, and what is made of them. */
import { expect, it } from 'vitest'
import { decodeText } from './decode-text.ts'
import { numberColumns } from './number-line.ts'
import { faultOfTable, readTable } from './read-table.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, littleEndian: boolean, mark = true) => {
  const buffer = Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le')
  return new Uint8Array(littleEndian ? buffer : buffer.swap16())
}
const table = 'number,label\n+442079460100,Zoë Büro\n'

async function linesOf(file: Uint8Array) {
  const lines = []
  for await (const { line, cell, fault } of readTable(file, numberColumns))
    lines.push(fault?.message ?? [line, cell('number'), cell('extension'), cell('label')])
  return lines
}

it.each([
  ['UTF-8', bytes(table)],
  ['UTF-8 with its mark', bytes(`\uFEFF${table}`)],
  ['UTF-16, little end first', utf16(table, true)],
  ['UTF-16, big end first', utf16(table, false)],
  ['UTF-16 without a mark', utf16(table, true, false)],
  ['UTF-16 without a mark, big end first', utf16(table, false, false)],
  ['Latin-1', new Uint8Array(Buffer.from(table, 'latin1'))],
  ['letters apart from what stands above them', bytes(table.normalize('NFD'))],
  ['line ends of Windows', bytes(table.replaceAll('\n', '\r\n'))],
  ['line ends of old', bytes(table.replaceAll('\n', '\r'))],
  ['semicolons', bytes(table.replaceAll(',', ';'))],
  ['tabs', bytes(table.replaceAll(',', '\t'))],
  ['quoted cells', bytes('"Number";"Label"\n"+442079460100";"Zoë Büro"\n')],
  ['other names of columns', bytes('Phone_Number,NAME\n+442079460100,Zoë Büro')],
  ['an apostrophe that keeps a cell from being a formula', bytes("number,label\n'+442079460100,Zoë Büro")],
])('reads %s', async (_, file) => {
  expect(faultOfTable(file, { columns: numberColumns, required: ['number'] })).toBeUndefined()
  expect(await linesOf(file)).toEqual([[2, '+442079460100', '', 'Zoë Büro']])
})

it('counts lines as an editor does: after empty ones, and a line of a spreadsheet in front', async () => {
  const file = bytes('sep=;\nnumber;label\n\n+442079460100;a\n\n+442079460101;b\n')
  expect(faultOfTable(file, { columns: numberColumns, required: ['number'] })).toBeUndefined()
  expect(await linesOf(file)).toEqual([
    [4, '+442079460100', '', 'a'],
    [6, '+442079460101', '', 'b'],
  ])
})

it('tells of a cell too many and of a quotation mark that does not end', async () => {
  const lines = await linesOf(bytes('number,label\n+442079460100,a,b\n+442079460101,"c\n'))
  expect(lines).toEqual([
    'The line has 3 cells, the header has 2. Put a cell that holds the separator in quotation marks.',
    'A quotation mark that begins in this line does not end. Close it, or write it twice inside a cell.',
  ])
})

it.each([
  [
    'below whole lines and an empty one',
    'number,label\n+442079460100,a\n\n+442079460101,"b\n+1,c\n+2,d\n',
    4,
  ],
  ['first of all, below the line of a spreadsheet', 'sep=;\nnumber;label\n+442079460100;"a\n+1;b\n', 3],
  ['in the last line', 'number,label\n+442079460100,a\n+442079460101,"b', 3],
])('names the line where a quotation mark begins that does not end: %s', async (_, text, line) => {
  const faults = []
  for await (const each of readTable(bytes(text), numberColumns)) if (each.fault) faults.push(each.line)
  expect(faults).toEqual([line])
})

it.each([
  [
    'UTF-8 with its mark, then Latin-1',
    Buffer.concat([bytes(`\uFEFF${table}`), bytes('+442079460101,'), Buffer.from('Zoë', 'latin1')]),
    'line 3 is not UTF-8',
  ],
  ['Latin-1 with its only accent at the end', Buffer.from('number\n+442079460100\né', 'latin1'), undefined],
  [
    'UTF-8 whose last letter is cut off',
    bytes(`${table}+442079460101,Zoë`).subarray(0, -1),
    'line 3 is not UTF-8',
  ],
  ['UTF-16 whose last letter is cut off', utf16(table, true).subarray(0, -1), 'begins in UTF-16'],
])('loses no letter of a file that is not what it says: %s', (_, file, words) => {
  const fault = faultOfTable(file, { columns: numberColumns, required: ['number'] })
  expect(fault).toEqual(words === undefined ? undefined : expect.stringContaining(words))
})

it.each([
  ['nothing', '', 'the file is empty'],
  ['no number', 'label\nx', 'has no column "number"'],
  ['a column that is spelt wrong', 'number,extention\n', 'a column "extention" that is not known'],
  ['a column twice', 'number,label,label\n', 'names the column "label" twice'],
  ['a picture', '\u0089PNG\r\n\u001a\n', 'not known'],
])('refuses %s', (_, text, words) => {
  expect(faultOfTable(bytes(text), { columns: numberColumns, required: ['number'] })).toContain(words)
})

it('takes for UTF-8 what was cut within a letter', () => {
  expect(decodeText(bytes('Büro Zoë').subarray(0, -1)).encoding).toBe('utf-8')
})
