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
    readFile(files.certificate, 'utf8'),
    readFile(files.key, 'utf8'),
    files.authorities === undefined ? undefined : readFile(files.authorities, 'utf8'),
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
