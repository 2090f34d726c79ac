/** The name of a data folder among those of a cluster: messages say by it where their audio is (C9). */
import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** @returns the same at every start; made at the first */
export async function recorderOf(dataFolder: string): Promise<string> {
  const file = join(dataFolder, 'recorder-id')
  const known = (await readFile(file, 'utf8').catch(() => '')).trim()
  if (uuid.test(known)) return known
  const made = randomUUID()
  await writeFile(file, `${made}\n`)
  return made
}
