/** Messages that are being written, one a call: they outlast a reload of the page, and end with their call. */
import { useEffect, useState } from 'react'
import type { DeskCall } from './desk-state.ts'
import type { Draft } from './message-form.tsx'

export type Drafts = Readonly<Record<string, Draft>>

const KEY = 'desk-drafts'

/** @param calls those of the desk when it opens: what belongs to no other call is of no use any more */
export function useDrafts(calls: readonly DeskCall[]) {
  const [drafts, setDrafts] = useState(() => draftsOf(sessionStorage.getItem(KEY), calls))
  useEffect(() => sessionStorage.setItem(KEY, JSON.stringify(drafts)), [drafts])
  return [drafts, setDrafts] as const
}

/** What was kept of the calls that are still there. */
export function draftsOf(kept: string | null, calls: readonly Pick<DeskCall, 'liveCallId'>[]): Drafts {
  const all: Drafts = JSON.parse(kept ?? '{}')
  const here = new Set(calls.map(({ liveCallId }) => liveCallId))
  return Object.fromEntries(Object.entries(all).filter(([liveCallId]) => here.has(liveCallId)))
}
