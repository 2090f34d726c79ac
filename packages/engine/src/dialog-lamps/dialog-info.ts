/** The body of dialog information (RFC 4235 §4.1): always the full state, which is what phones with lamps read. */

/** A dialog of the number that is watched, from the side of its phone. */
export interface WatchedDialog {
  /** Unique within the document, the same as long as the dialog lasts. */
  readonly id: string
  readonly direction: 'initiator' | 'recipient'
  readonly state: 'trying' | 'early' | 'confirmed' | 'terminated'
  /** Whom the phone talks to; only for watchers who may know it. */
  readonly remote?: { readonly name: string | undefined; readonly uri: string } | undefined
  /** By which a call that rings there can be taken (RFC 3891); only for those who may. */
  readonly sip?:
    | { readonly callId: string; readonly localTag: string; readonly remoteTag: string }
    | undefined
}

export const dialogInfoType = 'application/dialog-info+xml'

/** @param version of this subscription's documents, from 0, one higher with each */
export function writeDialogInfo(entity: string, version: number, dialogs: readonly WatchedDialog[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" state="full" entity="${escaped(entity)}">`,
    ...dialogs.flatMap((dialog) => writeDialog(dialog, entity)),
    '</dialog-info>',
    '',
  ].join('\r\n')
}

function writeDialog({ id, direction, state, remote, sip }: WatchedDialog, entity: string): string[] {
  const names = sip
    ? ` call-id="${escaped(sip.callId)}" local-tag="${escaped(sip.localTag)}" remote-tag="${escaped(sip.remoteTag)}"`
    : ''
  return [
    `<dialog id="${escaped(id)}"${names} direction="${direction}">`,
    `<state>${state}</state>`,
    ...(remote ? [...party('local', undefined, entity), ...party('remote', remote.name, remote.uri)] : []),
    '</dialog>',
  ]
}

function party(side: 'local' | 'remote', name: string | undefined, uri: string): string[] {
  const display = name === undefined ? '' : ` display="${escaped(name)}"`
  return [
    `<${side}>`,
    `<identity${display}>${escaped(uri)}</identity>`,
    `<target uri="${escaped(uri)}"/>`,
    `</${side}>`,
  ]
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** What XML 1.0 cannot hold is left out. */
const escaped = (text: string): string =>
  text.replace(/\p{Cc}/gu, '').replace(/[&<>"]/g, (character) => entities[character] ?? '')
