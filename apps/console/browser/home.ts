/** A Chromium in a network namespace, and a server that it reaches by https: elsewhere pages get no microphone. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setDefaultCACertificates } from 'node:tls'
import { chromiumPath } from './chromium.ts'

/** @param home name of the namespace @returns what to run */
export function chromiumAt(home: string, folder: string): string {
  const script = join(folder, 'chromium-at-home')
  writeFileSync(script, `#!/bin/sh\nexec ip netns exec ${home} ${chromiumPath} "$@"\n`, { mode: 0o755 })
  return script
}

/** Files of a certificate for a server at this address and on loopback, which this process trusts. */
export function makeCertificate(folder: string, address: string): { certificate: string; key: string } {
  const files = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') }
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '9']
  const subject = ['-subj', '/CN=Mainline', '-addext', `subjectAltName=IP:127.0.0.1,IP:${address}`]
  execFileSync('openssl', ['req', ...kind, ...subject, '-keyout', files.key, '-out', files.certificate], {
    stdio: 'ignore',
  })
  setDefaultCACertificates([readFileSync(files.certificate, 'utf8')])
  return files
}
