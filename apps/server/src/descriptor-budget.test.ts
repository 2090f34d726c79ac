import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { descriptorLimit, shareDescriptors } from './descriptor-budget.ts'

it.each([
  ['a machine that does not say', Number.POSITIVE_INFINITY, 5_000, 5_000, 5_000, 20_000],
  ['a service of systemd', 524_288, 5_000, 5_000, 5_000, 20_000],
  ['room for all of the range', 32_000, 5_000, 5_000, 5_000, 9_250],
  ['less room than the range has ports', 20_000, 11_000, 9_771, 2_443, 950],
  ['room for the ports, not for reports on all', 14_000, 5_000, 5_000, 4_200, 650],
  ['an old default', 4_096, 5_000, 1_592, 398, 155],
  ['hardly any', 256, 5_000, 98, 25, 10],
])('%s', (_, limit, pairs, mediaPairs, mediaReports, connections) => {
  expect(shareDescriptors(limit, pairs)).toMatchObject({
    mediaPairs,
    mediaReports,
    sipConnections: connections,
    httpConnections: connections,
  })
})

it('never gives away more than there are', () => {
  for (let limit = 64; limit < 100_000; limit = Math.ceil(limit * 1.3)) {
    const { mediaPairs, mediaReports, recordings, sipConnections, httpConnections } = shareDescriptors(
      limit,
      20_000,
    )
    const shares = [mediaPairs, mediaReports, recordings, sipConnections, httpConnections]
    expect(shares.reduce((sum, share) => sum + share)).toBeLessThan(limit)
    for (const share of shares) expect(share).toBeGreaterThan(0)
  }
})

it('reads what the system allows, and takes what it cannot read for no limit', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mainline-limits-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'limits')
  await writeFile(
    file,
    'Max processes   95  95  processes\nMax open files            4096                524288      files\n',
  )
  expect(await descriptorLimit(file)).toBe(4096)
  await writeFile(file, 'Max open files            unlimited            unlimited            files\n')
  expect(await descriptorLimit(file)).toBe(Number.POSITIVE_INFINITY)
  expect(await descriptorLimit(join(folder, 'none'))).toBe(Number.POSITIVE_INFINITY)
})
