/** A username that says where a device belongs: first label of the site's domain, extension, four letters. */
import { randomInt } from 'node:crypto'
import { type Db, findNumber, findSite } from '@mainline/storage'

// No letters that are mistaken for others on a phone's display.
const letters = 'abcdefghjkmnpqrstuvwxyz'

export async function newUsername(db: Db, numberId: string): Promise<string> {
  const number = await findNumber(db, numberId)
  const site = number && (await findSite(db, number.siteId))
  const place = site?.domain.split('.')[0]?.slice(0, 40) ?? 'device'
  const ending = Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return [place, number?.extension, ending].filter(Boolean).join('-')
}
