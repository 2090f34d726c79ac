/** The desk of a receptionist (C7, C8): left who waits, in the middle the call, right the people; keys for everything. */
import { useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import { api } from '../api/client.ts'
import { useMe } from '../session.ts'
import { BigCall, QuietDesk } from './big-call.tsx'
import { CannotRing } from './cannot-ring.tsx'
import classes from './desk.module.css'
import { deedsOf } from './desk-keys.ts'
import {
  actionsOf,
  asThePhoneHasIt,
  type DeskAction,
  type DeskCall,
  type Desk as DeskData,
  heldByKey,
  isForMe,
  sightOf,
} from './desk-state.ts'
import { DeskTop } from './desk-top.tsx'
import { Headset } from './headset.tsx'
import { unsentOf, useDrafts } from './kept-drafts.ts'
import { KeyBar } from './key-bar.tsx'
import { DeskKeysProvider } from './keys/desk-key.tsx'
import { KeysDialog } from './keys/keys-dialog.tsx'
import { useMyKeys } from './keys/use-my-keys.ts'
import { MessageForm, newDraft } from './message-form.tsx'
import { People } from './people.tsx'
import { type NoteDraft, Recent } from './recent.tsx'
import { Unsent } from './unsent.tsx'
import { useDeskKeys } from './use-desk-keys.ts'
import { useHeartbeat } from './use-heartbeat.ts'
import { usePeople } from './use-people.ts'
import { useRing } from './use-ring.ts'
import { useSeatActions } from './use-seat-actions.ts'
import { useSeatPhone } from './use-seat-phone.ts'
import { useSoundDevices } from './use-sound-devices.ts'
import { WaitingList } from './waiting-list.tsx'

interface Props {
  readonly desk: DeskData
  readonly ahead: number
  /** A waiting call that the address leads to. */
  readonly wanted: string | undefined
  readonly onGone: () => void
}

export function Desk({ desk: told, ahead, wanted, onGone }: Props) {
  const { t } = useLingui()
  const { devices, choose: chooseDevices } = useSoundDevices()
  const unreached = told.seats.find(({ mine }) => mine)?.state === 'offline'
  const phone = useSeatPhone(told.mySeat, unreached, devices)
  const desk = asThePhoneHasIt(told, phone.answered, ahead)
  const [chosen, setChosen] = useState(wanted)
  useEffect(() => setChosen(wanted), [wanted])
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const sight = sightOf(desk, chosen, left)
  const { call, seat, waiting } = sight
  const [writing, setWriting] = useState<DeskCall>()
  const { drafts, keep, drop } = useDrafts(told.calls, useMe().active.membershipId ?? '')
  const [note, setNote] = useState<NoteDraft>()
  /** What became of a message, and with which call in sight it was sent: another conversation ends it. */
  const [sent, setSent] = useState<{ words: string; beside: string | undefined }>()
  const [sound, setSound] = useState(localStorage.getItem('desk-sound') !== 'off')
  const mine = useMyKeys()
  const [allKeys, setAllKeys] = useState(false)
  const actions = useSeatActions(desk.siteId, seat?.seatId)
  const elsewhere = phone.trouble === 'elsewhere'
  const canRing = phone.trouble === undefined || phone.trouble === 'connecting'
  const heard = useHeartbeat(elsewhere ? undefined : desk.mySeat?.seatId, canRing, onGone)
  const about = call ?? writing
  const people = usePeople(about)
  const ringing =
    call?.state === 'waiting' && seat?.state === 'ready' && isForMe(call, seat.seatId) ? call : undefined
  useRing(elsewhere ? undefined : ringing, sound, devices.bell)

  const say = (presence: 'ready' | 'away', reason: string | null = null) => {
    if (seat) void api.changeSeat({ params: { seatId: seat.seatId }, body: { presence, reason } })
  }
  const leave = () => {
    if (seat) void api.closeSeat({ params: { seatId: seat.seatId } }).finally(onGone)
  }
  const act = (action: DeskAction) => {
    if (!call) return
    if (action === 'answer') actions.take(call)
    else if (action !== 'transfer') actions.act(call, action)
  }
  const write = () => {
    if (call && call.state !== 'waiting') writeAbout(call)
  }
  const writeAbout = (of: DeskCall) => {
    keep(of, drafts[of.liveCallId]?.draft ?? newDraft(of))
    setSent(undefined)
    setWriting(of)
  }
  const leaveToOthers = () => {
    if (call?.state === 'waiting') setLeft((all) => new Set(all).add(call.liveCallId))
    setChosen(undefined)
  }
  useDeskKeys(
    mine?.keys,
    deedsOf({
      sight,
      actions,
      people,
      act,
      write,
      leaveToOthers,
      choose: setChosen,
      away: () => say(seat?.state === 'away' ? 'ready' : 'away'),
      mute: phone.talking ? () => phone.setMuted(!phone.muted) : undefined,
      list: () => setAllKeys(true),
    }),
  )
  const draft = writing && drafts[writing.liveCallId]?.draft
  const unsent = unsentOf(drafts, told.calls).filter((kept) => kept.call.liveCallId !== writing?.liveCallId)
  const gone = actions.refusalOfGone(call)
  return (
    <DeskKeysProvider value={mine?.keys}>
      <div className={classes.desk}>
        <DeskTop
          desk={desk}
          sight={sight}
          ahead={ahead}
          sound={sound}
          onSound={(on) => {
            localStorage.setItem('desk-sound', on ? 'on' : 'off')
            setSound(on)
          }}
          onPresence={say}
          onLeave={leave}
          headset={phone.inPage && <Headset phone={phone} devices={devices} onChoose={chooseDevices} />}
        />
        <p className={classes.heard} aria-live="assertive">
          {ringing && `${ringing.organizationName}. ${ringing.card.greeting}`}
        </p>
        <CannotRing offline={seat?.state === 'offline'} heard={heard} phone={phone} />
        <div className={classes.main}>
          <WaitingList
            desk={desk}
            sight={sight}
            ahead={ahead}
            onChoose={({ liveCallId }) => setChosen(liveCallId)}
            onResume={(other) =>
              call?.state === 'talking' ? actions.holdAndResume(call, other) : actions.act(other, 'resume')
            }
          />
          <main className={classes.middle} id="content">
            {call ? (
              <BigCall
                call={call}
                ahead={ahead}
                promise={desk.promiseSeconds}
                zone={desk.zone}
                busy={actions.busy}
                takenBy={
                  isForMe(call, seat?.seatId)
                    ? undefined
                    : desk.seats.find(({ seatId }) => seatId === call.seatId)?.name
                }
                error={actions.refusalOf(call)}
                act={act}
                message={write}
                leave={leaveToOthers}
                muted={phone.talking ? phone.muted : undefined}
                mute={() => phone.setMuted(!phone.muted)}
              />
            ) : (
              <QuietDesk waiting={waiting.length} />
            )}
            {gone && (
              <p role="status" className={classes.sent}>
                {gone.company && <b>{gone.company}</b>} {gone.words}
              </p>
            )}
            {sent && isBeside(call, sent.beside) && (
              <p role="status" className={classes.sent}>
                {sent.words}
              </p>
            )}
            <Unsent messages={unsent} onWrite={writeAbout} onDrop={drop} />
            {writing && draft ? (
              <MessageForm
                key={writing.liveCallId}
                call={writing}
                draft={draft}
                onDraft={(next) => keep(writing, next)}
                onSent={(mailedTo) => {
                  drop(writing)
                  setWriting(undefined)
                  const words =
                    mailedTo.length === 0
                      ? t`The message is in the messages of ${writing.organizationName}. No e-mail went out: this server sends none, or nobody’s address is known.`
                      : t`The message went to ${mailedTo.join(', ')}.`
                  setSent({ words, beside: call?.liveCallId })
                }}
                onClose={() => setWriting(undefined)}
              />
            ) : (
              <Recent
                siteId={desk.siteId}
                zone={desk.zone}
                seat={seat}
                call={call}
                note={note}
                onNote={setNote}
              />
            )}
          </main>
          <People
            call={about}
            may={actionsOf(call)}
            toVoicemail={() => act('voicemail')}
            people={people.found}
            text={people.text}
            onText={people.setText}
            finder={people.finder}
            chosen={people.chosen}
            onChoose={people.choose}
            pass={(how, person) => call && actions.pass(call, how, person)}
            outside={people.outside}
            onOutside={people.setOutside}
            outsideField={people.outsideField}
            passOutside={(how, e164) => call && actions.passOutside(call, how, e164)}
            transferSeconds={desk.transferSeconds}
            ahead={ahead}
            zone={desk.zone}
          />
        </div>
        <KeyBar
          call={call}
          held={heldByKey(sight) !== undefined}
          waiting={waiting.length}
          person={people.chosen}
          muted={phone.talking ? phone.muted : undefined}
          away={seat?.state === 'away'}
          onAllKeys={() => setAllKeys(true)}
        />
        {allKeys && mine && <KeysDialog mine={mine} onClose={() => setAllKeys(false)} />}
      </div>
    </DeskKeysProvider>
  )
}

/** Whether no other conversation is in sight than was then. */
const isBeside = (call: DeskCall | undefined, liveCallId: string | undefined): boolean =>
  call === undefined || call.state === 'waiting' || call.liveCallId === liveCallId
