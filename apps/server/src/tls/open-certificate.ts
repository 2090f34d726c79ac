/** The certificate of this server as it is configured: from files, or made by ourselves and kept. */
import { hostname } from 'node:os'
import type { Clock } from '@mainline/sip'
import type { Database } from '@mainline/storage'
import type { Log } from '../log.ts'
import { tellOfCertificate } from './certificate-alert.ts'
import { CertificateKeeper } from './certificate-keeper.ts'
import { ensureSelfMade } from './self-made.ts'
import type { TlsConfig } from './tls-config.ts'

export interface OpenCertificateNeeds {
  readonly dataFolder: string
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
}

/** @throws what is wrong with the files */
export async function openCertificate(
  { files, selfMadeFor, authorities }: TlsConfig,
  { dataFolder, database, clock, log }: OpenCertificateNeeds,
): Promise<CertificateKeeper> {
  const make = () => ensureSelfMade(dataFolder, selfMadeFor, clock.epoch())
  return CertificateKeeper.open({
    files: { ...(files ?? (await make())), authorities },
    clock,
    log,
    prepare: files === undefined ? make : undefined,
    judged: (endsSoon) =>
      void tellOfCertificate(database, hostname(), endsSoon, clock.epoch()).catch((error: unknown) =>
        log.error({ error }, 'the end of the certificate could not be told'),
      ),
  })
}
