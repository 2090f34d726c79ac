/** What a migrated database that is kept for tests is known by: another one when a migration or PostgreSQL is another. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'

export async function templateKey(): Promise<string> {
  const sources = new URL('../src/', import.meta.url)
  const migrations = (await readdir(new URL('migrations/', sources))).sort()
  const files = [
    new URL('../package.json', sources),
    new URL(import.meta.url),
    new URL('embedded/server-settings.ts', sources),
    ...migrations.map((name) => new URL(`migrations/${name}`, sources)),
  ]
  const hash = createHash('sha256')
  for (const file of files) hash.update(await readFile(file))
  return hash.digest('hex').slice(0, 12)
}
