/** What the engine holds now, as Prometheus text. */
import type * as contract from '@mainline/contract'
import { Content, type Handler } from '../../http/handler.ts'
import type { EngineStatus } from '../../http/ports.ts'
import { prometheusText } from './prometheus-text.ts'

export const getMetrics =
  ({ engine }: { engine: EngineStatus }): Handler<typeof contract.getMetrics> =>
  async () =>
    new Content(
      200,
      { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      prometheusText(await engine.counters()),
    )
