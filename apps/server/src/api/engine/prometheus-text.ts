/** The state of an engine in the text format of Prometheus (version 0.0.4). */
import type { EngineStatusReport } from '../../http/ports.ts'

interface Metric {
  readonly name: string
  readonly type: 'gauge' | 'counter'
  readonly help: string
  readonly samples: Readonly<Record<string, number>>
}

/** One metric a block, in a fixed order. What there is nothing of is left out. */
export const prometheusText = (report: EngineStatusReport): string =>
  metricsOf(report)
    .filter(({ samples }) => Object.keys(samples).length > 0)
    .map(({ name, type, help, samples }) =>
      [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} ${type}`,
        ...Object.entries(samples).map(([labels, value]) => `${name}${labels} ${value}`),
        '',
      ].join('\n'),
    )
    .join('')

const one = (value: number) => ({ '': value })

function metricsOf(report: EngineStatusReport): Metric[] {
  const gauge = (name: string, help: string, samples: Metric['samples']): Metric => ({
    name: `mainline_${name}`,
    type: 'gauge',
    help,
    samples,
  })
  const counter = (name: string, help: string, value: number): Metric => ({
    name: `mainline_${name}_total`,
    type: 'counter',
    help,
    samples: one(value),
  })
  const { transactions, memory, rtpengines } = report
  const byRtpengine = (value: (each: (typeof rtpengines)[number]) => number) =>
    Object.fromEntries(rtpengines.map((each) => [`{rtpengine="${each.name}"}`, value(each)]))
  return [
    gauge('ready', 'Whether calls are taken.', one(report.ready ? 1 : 0)),
    gauge('uptime_seconds', 'Time since the start.', one(report.uptimeSeconds)),
    gauge('live_calls', 'Calls going on.', one(report.liveCalls)),
    gauge('dialogs', 'SIP dialogs.', one(report.dialogs)),
    gauge('transactions', 'SIP transactions by machine.', {
      '{machine="invite-server"}': transactions.inviteServer,
      '{machine="invite-client"}': transactions.inviteClient,
      '{machine="server"}': transactions.server,
      '{machine="client"}': transactions.client,
    }),
    gauge('timers', 'Timers that run.', one(report.timers)),
    gauge('media_ports', 'RTP and RTCP ports in use.', one(report.mediaPorts)),
    gauge(
      'rtpengine_reachable',
      'Whether an rtpengine answers this engine.',
      byRtpengine(({ reachable }) => (reachable ? 1 : 0)),
    ),
    gauge(
      'rtpengine_sessions_in_use',
      'Sessions of an rtpengine that calls of this engine use.',
      byRtpengine(({ sessionsInUse }) => sessionsInUse),
    ),
    gauge(
      'rtpengine_sessions_ready',
      'Sessions of an rtpengine that this engine has made ahead.',
      byRtpengine(({ sessionsReady }) => sessionsReady),
    ),
    gauge(
      'registrations',
      'Registrations of phones that hold, as far as this engine knows.',
      one(report.registrations),
    ),
    gauge('connections', 'SIP connections over TCP.', one(report.connections)),
    gauge('cached_plans', 'Plans of numbers in memory.', one(report.cachedPlans)),
    gauge('journal_backlog', 'Call records not stored yet.', one(report.journalBacklog)),
    gauge('memory_rss_bytes', 'Resident memory of the process.', one(memory.rssBytes)),
    gauge('memory_heap_used_bytes', 'Used heap of the engine.', one(memory.heapUsedBytes)),
    counter('calls', 'Calls that arrived.', report.callsTotal),
    counter('dropped_messages', 'SIP messages of unknown or banned sources.', report.droppedMessages),
    counter('refused_calls', 'Calls refused because more came than the engine manages.', report.refusedCalls),
  ]
}
