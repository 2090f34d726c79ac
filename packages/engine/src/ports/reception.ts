/** What a reception (C7) says to the world beside its calls. */

/** Addresses of pages that show whose call it is, told to whoever is rung for a reception (C7). */
export interface CardLinks {
  /** For a seat: the desk at this call. It lets in nobody who has not signed in. */
  atDesk(call: { readonly siteId: string; readonly callId: string }): string
  /** For an answering service, which has no account: lets in whoever has it, for a while. */
  forService(call: { readonly numberId: string; readonly open: boolean }): string
}

/** Whether anybody takes the calls of a reception, for those who look after it while no call is there. */
export interface AttendanceStore {
  note(siteId: string, attended: boolean): Promise<void>
}
