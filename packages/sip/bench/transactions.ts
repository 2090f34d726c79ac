/**
 * What a transaction costs: a closed loop of OPTIONS over real UDP on loopback, one stack asking, one answering, both
 * in this process. Prints one JSON object; `cpuMicrosecondsPerMessage` counts each message twice, sent and received,
 * as one end each would.
 *
 *   node packages/sip/bench/transactions.ts [seconds] [in flight]
 */
import {
  type ClientTransactionUser,
  nodeNetwork,
  systemClock,
  TimerWheel,
  TransactionLayer,
  type TransactionUser,
  TransportLayer,
} from '../src/index.ts'

const seconds = Number(process.argv[2] ?? 5)
const inFlight = Number(process.argv[3] ?? 32)

async function open(user: TransactionUser) {
  const wheel = new TimerWheel(systemClock())
  const transport = new TransportLayer({ network: nodeNetwork(), clock: wheel })
  await transport.open([{ transport: 'UDP', address: '127.0.0.1', port: 0 }])
  return { transport, layer: new TransactionLayer({ transport, clock: wheel, user }) }
}

const server = await open({
  onRequest(_request, transaction) {
    transaction.respond({ status: 200, toTag: 'answer' })
  },
  onAck() {},
})
const client = await open({ onRequest() {}, onAck() {} })
const to = { transport: 'UDP', address: '127.0.0.1', port: server.transport.listening[0]?.port ?? 0 } as const

let done = 0
let failed = 0
let running = true
let number = 0

const user: ClientTransactionUser = {
  onResponse() {
    done++
    ask()
  },
  onTimeout() {
    failed++
    ask()
  },
  onTransportError() {
    failed++
    ask()
  },
}

function ask(): void {
  if (!running) return
  number++
  client.layer.request(
    {
      method: 'OPTIONS',
      uri: 'sip:desk@127.0.0.1',
      from: `<sip:caller@127.0.0.1>;tag=${number.toString(36)}`,
      to: '<sip:desk@127.0.0.1>',
      callId: `${number.toString(36)}@127.0.0.1`,
      cseq: 1,
      contact: '<sip:caller@127.0.0.1>',
    },
    to,
    user,
  )
}

async function measure(milliseconds: number) {
  const before = { cpu: process.cpuUsage(), done, at: performance.now() }
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  const { user: own, system } = process.cpuUsage(before.cpu)
  const transactions = done - before.done
  return {
    transactionsPerSecond: Math.round((transactions * 1000) / (performance.now() - before.at)),
    // Two messages a transaction, and this process both sends and receives each.
    cpuMicrosecondsPerMessage: Number(((own + system) / (4 * transactions)).toFixed(2)),
    userMicrosecondsPerMessage: Number((own / (4 * transactions)).toFixed(2)),
  }
}

for (let slot = 0; slot < inFlight; slot++) ask()
await measure(2000)
const result = await measure(seconds * 1000)
running = false
process.stdout.write(
  `${JSON.stringify({
    ...result,
    inFlight,
    failed,
    lingering: server.layer.counts().server + client.layer.counts().client,
    heapMegabytes: Math.round(process.memoryUsage().heapUsed / 1e6),
  })}\n`,
)
client.layer.close()
server.layer.close()
await client.transport.close()
await server.transport.close()
