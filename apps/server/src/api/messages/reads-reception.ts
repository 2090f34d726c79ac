import { listReceptionMessages, type Principal, rolesOf } from '@mainline/contract'

/** Whether what reception took down is among the messages of whoever asks. */
export const readsReception = ({ role }: Principal): boolean =>
  rolesOf(listReceptionMessages.access).includes(role)
