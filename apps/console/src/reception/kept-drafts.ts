/** Messages that are being written, one a call: what was typed outlasts the form, the call, the seat, and a reload of the page. */
import { useEffect, useState } from 'react'
import type { DeskCall } from './desk-state.ts'
import type { Draft } from './message-form.tsx'

export interface Kept {
  readonly call: DeskCall
  readonly draft: Draft
}

/** By call. */
export type Drafts = Readonly<Record<string, Kept>>

/**
 * @param calls those of the desk as it is now
 * @param writer whoever sits here: another person at the same machine reads none of them
 */
export function useDrafts(calls: readonly DeskCall[], writer: string) {
  const key = `desk-drafts ${writer}`
  const [drafts, setDrafts] = useState(() => draftsOf(sessionStorage.getItem(key), calls))
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(drafts)), [key, drafts])
  const keep = (call: DeskCall, draft: Draft) =>
    setDrafts((all) => ({ ...all, [call.liveCallId]: { call, draft } }))
  const drop = ({ liveCallId }: DeskCall) => setDrafts(({ [liveCallId]: _, ...others }) => others)
  return { drafts, keep, drop }
}

/** What was kept: of a call that is over only where something was written. */
export function draftsOf(kept: string | null, calls: readonly Pick<DeskCall, 'liveCallId'>[]): Drafts {
  const all: Drafts = JSON.parse(kept ?? '{}')
  const here = new Set(calls.map(({ liveCallId }) => liveCallId))
  return Object.fromEntries(
    Object.entries(all).filter(([liveCallId, { draft }]) => here.has(liveCallId) || isWritten(draft)),
  )
}

/** Messages of calls that are over, which no call leads back to. */
export function unsentOf(drafts: Drafts, calls: readonly Pick<DeskCall, 'liveCallId'>[]): readonly Kept[] {
  const here = new Set(calls.map(({ liveCallId }) => liveCallId))
  return Object.values(drafts).filter(({ call, draft }) => !here.has(call.liveCallId) && isWritten(draft))
}

const isWritten = ({ text }: Draft): boolean => text.trim() !== ''
