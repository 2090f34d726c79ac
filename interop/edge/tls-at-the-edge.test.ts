/** A phone by TLS, which the edge ends: called over the connection that it made, and heard. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { RtpPhone } from '@mainline/media/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { Baresip } from '../peers/baresip.ts'
import { until } from '../peers/waiting.ts'
import { createWorkspace, endedCalls, TRUNK_ADDRESS } from '../workspace.ts'
import { EdgeFixture } from './edge-fixture.ts'

const MEMBER_HZ = 620
/** What a busy machine may add to the start. */
const ANSWERED_WITHIN_MS = 5_000
const folder = mkdtempSync(join(tmpdir(), 'mainline-edge-tls-'))
const tls = { certificate: join(folder, 'fullchain.pem'), key: join(folder, 'privkey.pem') }
let edge: EdgeFixture
beforeAll(async () => {
  ensureDebianPackages(['baresip-core', 'openssl'])
  const subject = ['-subj', '/CN=edge.example', '-addext', 'subjectAltName=IP:127.0.0.20']
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '90']
  execFileSync('openssl', ['req', ...kind, ...subject, '-keyout', tls.key, '-out', tls.certificate], {
    stdio: 'ignore',
  })
  edge = await EdgeFixture.start({ tls })
})
afterAll(async () => {
  await edge?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

it('answers by TLS from its start on', async () => {
  const { address } = edge.sip
  const began = performance.now()
  const socket = connect({ host: address, port: edge.sipsPort, rejectUnauthorized: false })
  await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject))
  const { subject } = socket.getPeerCertificate()
  socket.destroy()
  expect(subject.CN).toBe('edge.example')
  expect(performance.now() - began).toBeLessThan(ANSWERED_WITHIN_MS)
})

it('baresip registers by TLS, is called by a carrier, is heard, and hears when that hangs up', async () => {
  const workspace = await createWorkspace(edge.first, { members: 1 })
  const [member] = workspace.members
  if (!member) throw new Error('no member')
  const { address } = edge.sip
  const phone = await Baresip.start({
    folder: join(folder, 'member'),
    toneHz: MEMBER_HZ,
    login: { ...member.login, server: { address, port: edge.sipsPort } },
    autoAnswer: true,
    transport: 'tls',
  })
  const audio = await RtpPhone.open({ address: TRUNK_ADDRESS })
  try {
    const { items } = await edge.second.api.get<{ items: { registrations: object[] }[] }>(
      `/devices?numberId=${member.numberId}`,
    )
    expect(items).toMatchObject([
      { registrations: [{ transport: 'TLS', source: expect.stringMatching(/^127\.0\.0\.1:\d+$/) }] },
    ])
    const carrier = await edge.phone({ address: TRUNK_ADDRESS, user: '+442079460990' })
    const call = carrier.call(`sip:${workspace.mainNumber}@${address}:${edge.sip.port}`, {
      body: audio.offer(),
    })
    await call.answered
    audio.accept(call.remoteBody)
    await until('the phone to be heard', () => audio.level(MEMBER_HZ) > -30, 10_000)
    call.hangUp()
    await phone.callEnded()
  } finally {
    audio.close()
    await phone.quit()
  }
  await until('the call to be on record', async () => (await endedCalls(edge.first, workspace)).length === 1)
  expect(await endedCalls(edge.first, workspace)).toMatchObject([{ result: 'answered-by-member' }])
})
