/** The desk of a receptionist (C7, C8): left who waits, in the middle the call, right the people; keys for everything. */
import { Trans, useLingui } from '@lingui/react/macro'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../api/client.ts'
import { BigCall, QuietDesk } from './big-call.tsx'
import classes from './desk.module.css'
import {
  actionsOf,
  type DeskAction,
  type DeskCall,
  type Desk as DeskData,
  isForMe,
  sightOf,
} from './desk-state.ts'
import { DeskTop } from './desk-top.tsx'
import { KeyBar } from './key-bar.tsx'
import { type Draft, MessageForm, newDraft } from './message-form.tsx'
import { byDigit, People } from './people.tsx'
import { Recent } from './recent.tsx'
import { useDeskKeys } from './use-desk-keys.ts'
import { useHeartbeat } from './use-heartbeat.ts'
import { useRing } from './use-ring.ts'
import { useSeatActions } from './use-seat-actions.ts'
import { WaitingList } from './waiting-list.tsx'

interface Props {
  readonly desk: DeskData
  readonly ahead: number
  readonly onGone: () => void
}

export function Desk({ desk, ahead, onGone }: Props) {
  const { t } = useLingui()
  const [chosen, setChosen] = useState<string>()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const sight = sightOf(desk, chosen, left)
  const { call, seat, waiting, held } = sight
  const [writing, setWriting] = useState<DeskCall>()
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({})
  const [sent, setSent] = useState<string>()
  const [sound, setSound] = useState(localStorage.getItem('desk-sound') !== 'off')
  const actions = useSeatActions(desk.siteId, seat?.seatId)
  const heard = useHeartbeat(seat?.seatId, onGone)
  const about = writing ?? call
  const people = usePeople(desk.siteId, about)
  const ringing =
    call?.state === 'waiting' && seat?.state === 'ready' && isForMe(call, seat.seatId) ? call : undefined
  useRing(ringing?.organizationName, ringing?.card.greeting ?? '', sound)

  const say = (presence: 'ready' | 'away') => {
    if (seat) void api.changeSeat({ params: { seatId: seat.seatId }, body: { presence } })
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
    if (!call || call.state === 'waiting') return
    setDrafts((all) => ({ ...all, [call.liveCallId]: all[call.liveCallId] ?? newDraft(call) }))
    setSent(undefined)
    setWriting(call)
  }
  const leaveToOthers = () => {
    if (call?.state === 'waiting') setLeft((all) => new Set(all).add(call.liveCallId))
    setChosen(undefined)
  }
  useDeskKeys(
    keysOf({
      sight,
      actions,
      people,
      act,
      write,
      leaveToOthers,
      choose: setChosen,
      away: () => say(seat?.state === 'away' ? 'ready' : 'away'),
    }),
  )
  const draft = writing && drafts[writing.liveCallId]
  return (
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
      />
      <p className={classes.heard} aria-live="assertive">
        {ringing && `${ringing.organizationName}. ${ringing.card.greeting}`}
      </p>
      {(seat?.state === 'offline' || !heard) && (
        <div className={classes.cannotRing} role="alert">
          <IconAlertTriangle size={16} aria-hidden />
          {heard ? (
            <Trans>
              Your phone cannot ring. Calls go to the other seats. See that it is switched on and registered.
            </Trans>
          ) : (
            <Trans>The server does not hear this page. Calls go to the other seats until it does.</Trans>
          )}
        </div>
      )}
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
            />
          ) : (
            <QuietDesk waiting={waiting.length} />
          )}
          {sent !== undefined && (
            <p role="status" className={classes.sent}>
              {sent}
            </p>
          )}
          {writing && draft ? (
            <MessageForm
              key={writing.liveCallId}
              siteId={desk.siteId}
              call={writing}
              people={people.all}
              draft={draft}
              onDraft={(next) => setDrafts((all) => ({ ...all, [writing.liveCallId]: next }))}
              onSent={(mailedTo) => {
                setDrafts(({ [writing.liveCallId]: _, ...others }) => others)
                setWriting(undefined)
                setSent(
                  mailedTo.length === 0
                    ? t`The message is in the messages of ${writing.organizationName}. No e-mail went out: nobody’s address is known.`
                    : t`The message went to ${mailedTo.join(', ')}.`,
                )
              }}
              onClose={() => setWriting(undefined)}
            />
          ) : (
            <Recent siteId={desk.siteId} zone={desk.zone} seatId={seat?.seatId} call={call} />
          )}
        </main>
        <People
          call={about}
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
          passOutside={(how) => call && actions.passOutside(call, how, people.outside)}
          transferSeconds={desk.transferSeconds}
        />
      </div>
      <KeyBar call={call} held={held.length > 0} waiting={waiting.length} person={people.chosen} />
    </div>
  )
}

/** The people of the organization that the call is for, and who of them is meant. */
function usePeople(siteId: string, call: DeskCall | undefined) {
  const organizationId = call?.organizationId ?? undefined
  const { data } = useQuery({
    queryKey: ['reception-people', siteId, organizationId],
    enabled: organizationId !== undefined,
    queryFn: () => api.listReceptionPeople({ params: { siteId, organizationId: organizationId ?? '' } }),
    refetchInterval: 2_000,
  })
  const [text, setText] = useState('')
  const [numberId, setNumberId] = useState<string>()
  const [outside, setOutside] = useState('')
  const finder = useRef<HTMLInputElement>(null)
  const outsideField = useRef<HTMLInputElement>(null)
  const all = organizationId === undefined ? [] : (data?.items ?? [])
  const wanted = text.trim().toLowerCase()
  const found = all.filter(
    ({ name, extension }) => name.toLowerCase().includes(wanted) || extension?.startsWith(wanted),
  )
  return {
    all,
    found,
    text,
    setText,
    finder,
    outside,
    setOutside,
    outsideField,
    chosen: found.find((person) => person.numberId === numberId) ?? (wanted === '' ? undefined : found[0]),
    choose: (person: { numberId: string }) => setNumberId(person.numberId),
  }
}

function keysOf(parts: {
  sight: ReturnType<typeof sightOf>
  actions: ReturnType<typeof useSeatActions>
  people: ReturnType<typeof usePeople>
  act: (action: DeskAction) => void
  write: () => void
  leaveToOthers: () => void
  choose: (liveCallId: string) => void
  away: () => void
}) {
  const { sight, actions, people, act, write, leaveToOthers, choose, away } = parts
  const { call, waiting, held } = sight
  const may = actionsOf(call)
  const { chosen } = people
  const transfer = (how: 'ask' | 'pass') =>
    call && chosen && may.includes('transfer') && actions.pass(call, how, chosen)
  const step = (by: number) => {
    const at = waiting.findIndex(({ liveCallId }) => liveCallId === call?.liveCallId)
    const next = waiting[Math.min(waiting.length - 1, Math.max(0, at + by))]
    if (next) choose(next.liveCallId)
  }
  const digits = Object.fromEntries(
    Array.from('123456789', (digit) => {
      const person = byDigit(people.found, digit)
      return [digit, person && (() => people.choose(person))]
    }),
  )
  const [first] = waiting
  const [waitingForUs] = held.filter(({ state }) => state === 'held')
  return {
    ...digits,
    F2: () => {
      if (may.includes('answer')) act('answer')
      else if (call?.state === 'talking' && first) actions.holdAndTake(call, first)
      else if (first) actions.take(first)
    },
    F4: () => {
      if (may.includes('hold')) act('hold')
      else if (may.includes('return')) act('return')
      else if (may.includes('resume')) act('resume')
      else if (waitingForUs) actions.act(waitingForUs, 'resume')
    },
    'Shift F4': () => {
      if (may.includes('swap')) act('swap')
      else if (call?.state === 'talking' && waitingForUs) actions.holdAndResume(call, waitingForUs)
    },
    F8: () => (may.includes('connect') ? act('connect') : transfer('ask')),
    'Shift F8': () => transfer('pass'),
    F9: () => may.includes('hang-up') && act('hang-up'),
    '/': () => people.finder.current?.focus(),
    o: () => people.outsideField.current?.focus(),
    v: () => may.includes('voicemail') && act('voicemail'),
    m: write,
    l: leaveToOthers,
    a: away,
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
  }
}
