/** A cell that holds a telephone number, however it is written. */
import { wrongLength } from '@mainline/contract'
import { isE164, withoutHomeZero } from '@mainline/pbx'

/** The number of a cell in E.164, and what is wrong with it. */
export function readNumber(text: string): { readonly e164: string; readonly wrong: string | undefined } {
  const bare = text.replace(/\(0\)|[\s().\-/\u00a0]/g, '').replace(/^00(?=[1-9])/, '+')
  const e164 = withoutHomeZero(bare)
  return { e164, wrong: wrongNumber(text, e164) }
}

function wrongNumber(text: string, e164: string): string | undefined {
  if (text === '') return 'The cell is empty. Every line needs a number, such as +442079460100.'
  if (/^[\d.,]+e\+?\d+$/i.test(text))
    return 'A spreadsheet has shortened the number. Format its column as text, enter it again and save the file anew.'
  if (/^[1-9]\d+$/.test(e164))
    return 'The number has no country. Write it with a plus sign, such as +442079460100.'
  if (/^0\d+$/.test(e164))
    return 'The number is written as dialled at home. Write it with plus sign and country, such as +442079460100.'
  return isE164(e164) && e164.length > 7
    ? lengthFault(e164)
    : 'This is no telephone number. Write it as +442079460100.'
}

function lengthFault(e164: string): string | undefined {
  const wrong = wrongLength(e164)
  if (!wrong) return undefined
  if (wrong.is === 'long')
    return 'The number has more digits than numbers of its country have. Check its end.'
  if (wrong.missing === undefined)
    return 'The number has fewer digits than numbers of its country have. Check its end.'
  return `The number is ${wrong.missing === 1 ? '1 digit' : `${wrong.missing} digits`} short. Check its end.`
}
