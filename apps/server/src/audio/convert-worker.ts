/** Converts one file on a thread of its own, which can be stopped (convert-audio.ts). */
import { parentPort, workerData } from 'node:worker_threads'
import { toTelephone } from './to-telephone.ts'

parentPort?.postMessage(toTelephone(Buffer.from(workerData)))
