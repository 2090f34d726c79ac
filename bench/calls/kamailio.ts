/**
 * The anchor of the comparison: Debian's Kamailio as a stateful, record-routing, forking proxy. It keeps no dialog, no
 * registrations, no records and never looks at SDP: it does less than a main number needs, in C.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, holdsPort } from '../../interop/peers/ports.ts'
import { Program } from '../../interop/peers/program.ts'
import { until } from '../../interop/peers/waiting.ts'
import { type BenchServer, PHONE_ADDRESS } from './bench-server.ts'

const ADDRESS = '127.0.0.1'

export async function startKamailio(folder: string, phonePorts: readonly number[]): Promise<BenchServer> {
  const port = await freePort(ADDRESS)
  mkdirSync(folder, { recursive: true })
  const config = join(folder, 'kamailio.cfg')
  writeFileSync(config, configuration(port, phonePorts))
  const program = new Program({
    command: 'kamailio',
    folder,
    args: [
      '-f',
      config,
      '-DD',
      '-E',
      '-m',
      '2048',
      '-M',
      '16',
      '-P',
      join(folder, 'kamailio.pid'),
      '-Y',
      folder,
    ],
  })
  await until(
    'Kamailio to listen',
    () => !program.alive || holdsPort(program.pid, port),
    15_000,
    () => program.output(),
  )
  if (!program.alive) throw new Error(`Kamailio did not start: ${program.output()}`)
  return {
    name: 'kamailio',
    label: 'kamailio',
    pid: program.pid,
    target: `${ADDRESS}:${port}`,
    phonePorts,
    dial: { w1: ['1000'], w2: ['2000'] },
    leftOver: async () => ({}),
    [Symbol.asyncDispose]: () => program.stop('SIGTERM', 5_000),
  }
}

function configuration(port: number, phonePorts: readonly number[]): string {
  const contact = (user: string, index: number) => `sip:${user}@${PHONE_ADDRESS}:${phonePorts[index]}`
  const branches = phonePorts.slice(1).map((_, index) => `append_branch("${contact('1000', index + 1)}");`)
  const modules = ['tm', 'sl', 'rr', 'pv', 'corex', 'maxfwd', 'textops', 'siputils']
  return `#!KAMAILIO
debug=0
log_stderror=no
children=2
disable_tcp=yes
auto_aliases=no
dns=no
rev_dns=no
dns_try_ipv6=no
listen=udp:${ADDRESS}:${port}
${modules.map((name) => `loadmodule "${name}.so"`).join('\n')}
modparam("tm", "fr_timer", 30000)
modparam("tm", "fr_inv_timer", 120000)

request_route {
  if (!mf_process_maxfwd_header("70")) { sl_send_reply("483", "Too Many Hops"); exit; }
  if (is_method("CANCEL")) { if (t_check_trans()) t_relay(); exit; }
  if (has_totag()) {
    if (loose_route()) { t_relay(); exit; }
    if (is_method("ACK")) { if (t_check_trans()) t_relay(); exit; }
    sl_send_reply("481", "Call/Transaction Does Not Exist");
    exit;
  }
  t_check_trans();
  if (!is_method("INVITE")) { sl_send_reply("405", "Method Not Allowed"); exit; }
  record_route();
  if ($rU == "1000") {
    $ru = "${contact('1000', 0)}";
    ${branches.join('\n    ')}
  } else if ($rU == "2000") {
    $ru = "${contact('2000', 0)}";
  } else {
    sl_send_reply("404", "Not Found");
    exit;
  }
  if (!t_relay()) sl_reply_error();
  exit;
}
`
}
