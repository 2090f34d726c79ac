/** Reads one calendar on a thread of its own, which can be stopped (import-calendar.ts). */
import { parentPort, workerData } from 'node:worker_threads'
import { readCalendar } from './read-calendar.ts'

parentPort?.postMessage(readCalendar(workerData))
