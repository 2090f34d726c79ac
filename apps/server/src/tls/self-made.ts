/**
 * A certificate of our own for a trial: nobody vouches for it, browsers and phones warn. It lies in the data folder and
 * stays the same over restarts, so that whoever trusted it once is not asked again.
 */
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { selfSigned } from '@mainline/media'
import { type CertificateFiles, readCertificate } from './certificate.ts'

const day = 86_400_000
/** Browsers take none that is good for longer. */
const goodForDays = 397
/** It is made anew so long before its end. */
const renewBeforeDays = 30

/** The files of the certificate; made when there are none, their end is near, or the names are others. @param now epoch ms */
export async function ensureSelfMade(
  dataFolder: string,
  names: readonly string[],
  now: number,
): Promise<CertificateFiles> {
  const folder = join(dataFolder, 'tls')
  const files = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') }
  const present = await readCertificate(files).catch(() => undefined)
  const fits =
    present !== undefined &&
    present.goodUntil - now > renewBeforeDays * day &&
    names.every((name) => present.names.includes(name))
  if (fits) return files
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const made = selfSigned({
    commonName: names[0] ?? 'Mainline',
    names,
    // Clocks of phones are late at times.
    from: now - day,
    until: now + (goodForDays - 1) * day,
  })
  await replace(files.key, made.key)
  await replace(files.certificate, made.certificate)
  return files
}

/** Whoever reads the file sees all of it. */
async function replace(file: string, text: string): Promise<void> {
  const beside = `${file}.new`
  await writeFile(beside, text, { mode: 0o600 })
  await chmod(beside, 0o600)
  await rename(beside, file)
}
