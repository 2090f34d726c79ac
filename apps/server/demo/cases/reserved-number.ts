import type { DemoCase } from '../demo-case.ts'

export const reservedNumber: DemoCase = {
  id: 'reserved-number',
  title: 'A main number that is RESERVED does not receive: 404',
  people: [],
  mainNumber: 'RESERVED',
  async play(stage) {
    const caller = await stage.callIn()
    const { failure } = await caller.hasEnded()
    stage.check(`the carrier gets ${failure?.status}`, failure?.status === 404)
    const { result, reason } = await stage.recordOf(caller)
    stage.check('on record as rejected, not active', result === 'rejected' && reason === 'number-not-active')
  },
}
