import type { DemoCase } from '../demo-case.ts'
import { within } from '../waiting.ts'

export const mainNumberIsNoPhone: DemoCase = {
  id: 'main-number-is-no-phone',
  title: "REGISTER and INVITE in a main number's name: 403",
  people: ['Maya', 'Tom'],
  async play(stage) {
    const { mainNumber } = stage.company
    const impostor = await stage.building.openImpostor(mainNumber, stage.person('Maya'))
    const registered = await within('the REGISTER is answered', impostor.register())
    stage.note('REGISTER', mainNumber, registered, 'A main number is no login.')
    stage.check('REGISTER is refused with 403', registered === 403)
    const number = stage.person('Tom').number
    const call = impostor.call(stage.building.uriOf(number))
    const { failure } = await within('the INVITE is answered', call.ended)
    stage.note('INVITE', number, failure?.status ?? 0, failure?.response?.reason ?? '')
    stage.check('INVITE is refused with 403', failure?.status === 403)
    stage.check('no phone rang', stage.person('Tom').phone.calls.length === 0)
  },
}
