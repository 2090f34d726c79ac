/** The process we ship: reads the configuration, starts the server, ends it in order on a signal. */
import { readConfig } from './config.ts'
import { startServer } from './start-server.ts'

const server = await startServer(readConfig(process.env))
const stop = () => void server.stop().then(() => process.exit(0))
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
