/** A certificate with its key, as it lies in files: what we show, for whom it is, how long it is good. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isIPv6 } from 'node:net'
import type { TlsIdentity } from '@mainline/sip'

export interface ServerCertificate extends TlsIdentity {
  /** DNS names and addresses that it is for. */
  readonly names: readonly string[]
  /** Epoch ms. */
  readonly goodUntil: number
}

export interface CertificateFiles {
  readonly certificate: string
  readonly key: string
  /** Of further authorities. */
  readonly authorities?: string | undefined
}

/** @throws what is wrong with the files, in words */
export async function readCertificate(files: CertificateFiles): Promise<ServerCertificate> {
  const [certificate, key, authorities] = await Promise.all([
    read(files.certificate),
    read(files.key),
    files.authorities === undefined ? undefined : readAuthorities(files.authorities),
  ])
  const leaf = parsed(() => new X509Certificate(certificate), files.certificate, 'no certificate in PEM')
  const own = parsed(() => createPrivateKey(key), files.key, 'no private key in PEM')
  if (!leaf.checkPrivateKey(own))
    throw new Error(`the key in ${files.key} does not belong to the certificate in ${files.certificate}`)
  return {
    certificate,
    key,
    authorities: authorities === undefined ? [] : [authorities],
    names: namesOf(leaf.subjectAltName ?? ''),
    goodUntil: leaf.validToDate.getTime(),
  }
}

const read = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: Error) => {
    throw new Error(`${file} cannot be read: ${error.message}`)
  })

/** TLS takes a file without any certificate for no authority, and trusts nobody whom it was to trust. */
async function readAuthorities(file: string): Promise<string> {
  const text = await read(file)
  const each = text.split(/(?=-----BEGIN )/).filter((part) => /^-----BEGIN [A-Z0-9 ]*CERTIFICATE-/.test(part))
  const wrong = 'no certificates in PEM, or half of one'
  if (each.length === 0) throw new Error(`${file} holds ${wrong}`)
  for (const one of each) parsed(() => new X509Certificate(one), file, wrong)
  return text
}

function parsed<T>(parse: () => T, file: string, otherwise: string): T {
  try {
    return parse()
  } catch {
    throw new Error(`${file} holds ${otherwise}`)
  }
}

/** `DNS:phones.example, IP Address:192.0.2.7`. */
function namesOf(alternatives: string): readonly string[] {
  return alternatives
    .split(', ')
    .filter((each) => /^(DNS|IP Address):/.test(each))
    .map((each) => each.slice(each.indexOf(':') + 1))
    .map((name) => (isIPv6(name) ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name))
}

/** The name that peers are told: one that the certificate proves and that is no pattern; the address where it has none. */
export const toldName = ({ names }: ServerCertificate, address: string): string =>
  names.includes(address) ? address : (names.find((name) => !name.includes('*')) ?? address)
