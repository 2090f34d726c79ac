/** The thread that packets live on: a media host between two message ports. Started by `MediaPlane.open`. */

import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../system-clock.ts'
import { hurryThisThread } from '../thread-priority.ts'
import { MediaHost } from './media-host.ts'
import { type Batch, type Order, pack, unpack } from './protocol.ts'

const signalling = parentPort
if (!signalling) throw new Error('media-worker runs as a worker thread only')

// A packet that is 20 ms late is a gap; nothing else in the process is in such a hurry.
hurryThisThread('packets')
const host = new MediaHost(workerData, systemClock, (reports) => {
  signalling.postMessage(pack(reports))
  if (reports.some((report) => report.what === 'shutdown')) signalling.close()
})
signalling.on('message', (batch: Batch<Order>) => host.obey(unpack(batch)))
