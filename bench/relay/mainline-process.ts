/** The process that is measured: a media plane alone. Reads the parties' ports as one JSON line, prints its own likewise. */

import { createInterface } from 'node:readline'
import { assumeMirrored, describeOffer, isRefusal, MediaPlane } from '../../packages/media/src/index.ts'
import { partySdp } from './relay-under-test.ts'

function remoteOf(port: number) {
  const description = describeOffer(partySdp(port))
  if (isRefusal(description)) throw new Error(description.detail)
  return assumeMirrored(description)
}

for await (const line of createInterface({ input: process.stdin })) {
  const parties: number[] = JSON.parse(line)
  const plane = await MediaPlane.open({
    address: '127.0.0.1',
    ports: { from: 0, to: 0 },
    boundAhead: parties.length,
  })
  const endpoints = parties.map((port) => {
    const endpoint = plane.openEndpoint()
    if (!endpoint) throw new Error('no port left')
    endpoint.setRemote(remoteOf(port))
    return endpoint
  })
  for (let i = 0; i + 1 < endpoints.length; i += 2) {
    const [a, b] = [endpoints[i], endpoints[i + 1]]
    if (a && b) plane.connect(a, b)
  }
  console.log(JSON.stringify(endpoints.map((endpoint) => endpoint.port)))
}
process.exit(0)
