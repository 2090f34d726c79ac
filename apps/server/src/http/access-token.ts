/** The bearer token of the API: configured, or made on first start and kept in the data folder. */
import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/** A token, and the file it lies in unless it is configured. */
export interface AccessToken {
  readonly token: string
  readonly file: string | undefined
}

/**
 * The configured token, or the one in `<dataFolder>/token` (mode 0600), made there the first time.
 *
 * @throws when the file cannot be written or read, or is empty
 */
export async function ensureToken(dataFolder: string, configured?: string): Promise<AccessToken> {
  if (configured !== undefined) return { token: configured, file: undefined }
  await mkdir(dataFolder, { recursive: true })
  const file = join(dataFolder, 'token')
  await writeIfAbsent(file, `${randomBytes(32).toString('base64url')}\n`)
  const token = (await readFile(file, 'utf8')).trim()
  if (token === '') throw new Error(`${file} is empty: delete it, and the next start makes a new token`)
  await chmod(file, 0o600)
  return { token, file }
}

/** Whoever reads the file sees all of it: it is written beside and linked into place. */
async function writeIfAbsent(file: string, text: string): Promise<void> {
  const beside = `${file}.${randomBytes(6).toString('hex')}`
  const opened = await open(beside, 'wx', 0o600)
  try {
    await opened.writeFile(text)
    await opened.sync()
    await link(beside, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await opened.close()
    await unlink(beside)
  }
}
