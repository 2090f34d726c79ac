/** All migrations in their order. Append only: one that was released is never edited. */
import type { Migration } from 'kysely/migration'
import * as calls from './0001-calls.ts'
import * as tenancy from './0002-tenancy.ts'
import * as signIn from './0003-sign-in.ts'
import * as life from './0004-life.ts'
import * as settings from './0005-settings.ts'
import * as events from './0006-events.ts'
import * as bulk from './0007-bulk.ts'
import * as decommission from './0008-decommission.ts'
import * as portal from './0009-portal.ts'
import * as greetings from './0010-greetings.ts'
import * as voicemailDelivery from './0011-voicemail-delivery.ts'
import * as lamps from './0012-lamps.ts'
import * as reception from './0013-reception.ts'
import * as browserPhones from './0015-browser-phones.ts'
import * as seatPhones from './0016-seat-phones.ts'
import * as tls from './0017-tls.ts'
import * as seatFallback from './0018-seat-fallback.ts'
import * as recordings from './0020-recordings.ts'
import * as retention from './0021-retention.ts'
import * as search from './0022-search.ts'
import * as callers from './0023-callers.ts'
import * as ladders from './0024-ladders.ts'
import * as imports from './0025-imports.ts'
import * as lettersAbreast from './0026-letters-abreast.ts'
import * as members from './0027-members.ts'
import * as names from './0028-names.ts'
import * as listenIns from './0029-listen-ins.ts'
import * as peopleAtSites from './0030-people-at-sites.ts'
import * as domains from './0031-domains.ts'
import * as deskKeys from './0032-desk-keys.ts'
import * as directory from './0033-directory.ts'
import * as trunkCertificates from './0034-trunk-certificates.ts'
import * as installationKey from './0035-installation-key.ts'
import * as ownAbsence from './0036-own-absence.ts'
import * as companyNames from './0037-company-names.ts'
import * as erasedAudio from './0038-erased-audio.ts'
import * as keyRequests from './0039-key-requests.ts'
import * as inbox from './0040-inbox.ts'
import * as stateSince from './0041-state-since.ts'
import * as unregisteredSince from './0042-unregistered-since.ts'
import * as messageChanged from './0043-message-changed.ts'
import * as messageNotes from './0044-message-notes.ts'
import * as activationAlerts from './0045-activation-alerts.ts'
import * as pagePhonePasswords from './0046-page-phone-passwords.ts'
import * as securedAudio from './0047-secured-audio.ts'
import * as callsOut from './0048-calls-out.ts'
import * as phonesThatMove from './0049-phones-that-move.ts'
import * as callsToCount from './0050-calls-to-count.ts'
import * as callDirection from './0051-call-direction.ts'
import * as mailboxFills from './0052-mailbox-fills.ts'
import * as keptCalls from './0053-kept-calls.ts'
import * as mailboxAlerts from './0054-mailbox-alerts.ts'
import * as alertsToldAnew from './0055-alerts-told-anew.ts'
import * as rtpengineAlerts from './0056-rtpengine-alerts.ts'
import * as receptionAttendance from './0057-reception-attendance.ts'
import * as oneSpelling from './0058-one-spelling.ts'
import * as accessOfWhoLeft from './0059-access-of-who-left.ts'
import * as closedDoors from './0060-closed-doors.ts'
import * as races from './0061-races.ts'
import * as daysOfZone from './0062-days-of-zone.ts'
import * as whoHasLeft from './0063-who-has-left.ts'
import * as oneAfterTheOther from './0064-one-after-the-other.ts'
import * as alertsAndRetiredLamps from './0065-alerts-and-retired-lamps.ts'
import * as timeOfSites from './0066-time-of-sites.ts'
import * as renamed from './0067-renamed.ts'
import * as datedChangesTold from './0068-dated-changes-told.ts'
import * as numbersRemoved from './0069-numbers-removed.ts'
import * as sitesRemoved from './0070-sites-removed.ts'
import * as toldToAll from './0071-told-to-all.ts'
import * as mailAlerts from './0072-mail-alerts.ts'

export const migrations: Record<string, Migration> = {
  '0001-calls': calls,
  '0002-tenancy': tenancy,
  '0003-sign-in': signIn,
  '0004-life': life,
  '0005-settings': settings,
  '0006-events': events,
  '0007-bulk': bulk,
  '0008-decommission': decommission,
  '0009-portal': portal,
  '0010-greetings': greetings,
  '0011-voicemail-delivery': voicemailDelivery,
  '0012-lamps': lamps,
  '0013-reception': reception,
  '0015-browser-phones': browserPhones,
  '0016-seat-phones': seatPhones,
  '0017-tls': tls,
  '0018-seat-fallback': seatFallback,
  '0020-recordings': recordings,
  '0021-retention': retention,
  '0022-search': search,
  '0023-callers': callers,
  '0024-ladders': ladders,
  '0025-imports': imports,
  '0026-letters-abreast': lettersAbreast,
  '0027-members': members,
  '0028-names': names,
  '0029-listen-ins': listenIns,
  '0030-people-at-sites': peopleAtSites,
  '0031-domains': domains,
  '0032-desk-keys': deskKeys,
  '0033-directory': directory,
  '0034-trunk-certificates': trunkCertificates,
  '0035-installation-key': installationKey,
  '0036-own-absence': ownAbsence,
  '0037-company-names': companyNames,
  '0038-erased-audio': erasedAudio,
  '0039-key-requests': keyRequests,
  '0040-inbox': inbox,
  '0041-state-since': stateSince,
  '0042-unregistered-since': unregisteredSince,
  '0043-message-changed': messageChanged,
  '0044-message-notes': messageNotes,
  '0045-activation-alerts': activationAlerts,
  '0046-page-phone-passwords': pagePhonePasswords,
  '0047-secured-audio': securedAudio,
  '0048-calls-out': callsOut,
  '0049-phones-that-move': phonesThatMove,
  '0050-calls-to-count': callsToCount,
  '0051-call-direction': callDirection,
  '0052-mailbox-fills': mailboxFills,
  '0053-kept-calls': keptCalls,
  '0054-mailbox-alerts': mailboxAlerts,
  '0055-alerts-told-anew': alertsToldAnew,
  '0056-rtpengine-alerts': rtpengineAlerts,
  '0057-reception-attendance': receptionAttendance,
  '0058-one-spelling': oneSpelling,
  '0059-access-of-who-left': accessOfWhoLeft,
  '0060-closed-doors': closedDoors,
  '0061-races': races,
  '0062-days-of-zone': daysOfZone,
  '0063-who-has-left': whoHasLeft,
  '0064-one-after-the-other': oneAfterTheOther,
  '0065-alerts-and-retired-lamps': alertsAndRetiredLamps,
  '0066-time-of-sites': timeOfSites,
  '0067-renamed': renamed,
  '0068-dated-changes-told': datedChangesTold,
  '0069-numbers-removed': numbersRemoved,
  '0070-sites-removed': sitesRemoved,
  '0071-told-to-all': toldToAll,
  '0072-mail-alerts': mailAlerts,
}
