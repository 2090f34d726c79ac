/** Every method of the API, in one list: what the server must serve and the document must show. */

import { acknowledgeAlert } from './alerts/acknowledge-alert.ts'
import { listAlerts } from './alerts/list-alerts.ts'
import { exportAudit } from './audit/export-audit.ts'
import { listAudit } from './audit/list-audit.ts'
import { openBrowserPhone } from './browser-phones/open-browser-phone.ts'
import { checkForwards } from './call-settings/check-forwards.ts'
import { getCallSettings } from './call-settings/get-call-settings.ts'
import { listCallSettingsVersions } from './call-settings/list-call-settings-versions.ts'
import { rollbackCallSettings } from './call-settings/rollback-call-settings.ts'
import { saveCallSettings } from './call-settings/save-call-settings.ts'
import { exportCalls } from './calls/export-calls.ts'
import { getCall } from './calls/get-call.ts'
import { listCalls } from './calls/list-calls.ts'
import { listLiveCalls } from './calls/list-live-calls.ts'
import { cancelDatedChange } from './dated-changes/cancel-dated-change.ts'
import { createDatedChange } from './dated-changes/create-dated-change.ts'
import { listDatedChanges } from './dated-changes/list-dated-changes.ts'
import { updateDatedChange } from './dated-changes/update-dated-change.ts'
import { createDevice } from './devices/create-device.ts'
import { deleteDevice } from './devices/delete-device.ts'
import { exportDevices } from './devices/export-devices.ts'
import { getDevice } from './devices/get-device.ts'
import { listDevices } from './devices/list-devices.ts'
import { renameDevice } from './devices/rename-device.ts'
import { resetDeviceSecret } from './devices/reset-device-secret.ts'
import { getEngineStatus } from './engine/get-engine-status.ts'
import { getMetrics } from './engine/get-metrics.ts'
import { listEngines } from './engine/list-engines.ts'
import { streamEvents } from './events/stream-events.ts'
import { chooseGreeting } from './greetings/choose-greeting.ts'
import { deleteGreeting } from './greetings/delete-greeting.ts'
import { getGreetingAudio } from './greetings/get-greeting-audio.ts'
import { listGreetings } from './greetings/list-greetings.ts'
import { speakGreeting } from './greetings/speak-greeting.ts'
import { uploadGreeting } from './greetings/upload-greeting.ts'
import { getHealth } from './health/get-health.ts'
import { getReadiness } from './health/get-readiness.ts'
import { getNumberHours } from './hours/get-number-hours.ts'
import { getSiteHours } from './hours/get-site-hours.ts'
import { setNumberHours } from './hours/set-number-hours.ts'
import { setSiteHours } from './hours/set-site-hours.ts'
import { listHuntMemberCandidates } from './hunt-members/list-hunt-member-candidates.ts'
import { listHuntMembers } from './hunt-members/list-hunt-members.ts'
import { listLastAnswered } from './hunt-members/list-last-answered.ts'
import { setHuntMembers } from './hunt-members/set-hunt-members.ts'
import { cancelImport } from './imports/cancel-import.ts'
import { createImport } from './imports/create-import.ts'
import { exportImportErrors } from './imports/export-import-errors.ts'
import { getImport } from './imports/get-import.ts'
import { listImportErrors } from './imports/list-import-errors.ts'
import { listImports } from './imports/list-imports.ts'
import { getMainNumber } from './main-number/get-main-number.ts'
import { addMessageNote } from './messages/add-message-note.ts'
import { countInbox } from './messages/count-inbox.ts'
import { countNewMessages } from './messages/count-new-messages.ts'
import { deleteMessageNote } from './messages/delete-message-note.ts'
import { exportMailbox } from './messages/export-mailbox.ts'
import { getMailbox } from './messages/get-mailbox.ts'
import { getMessage } from './messages/get-message.ts'
import { getMessageAudio } from './messages/get-message-audio.ts'
import { getMessageRetention } from './messages/get-message-retention.ts'
import { getMessageWaveform } from './messages/get-message-waveform.ts'
import { listInbox } from './messages/list-inbox.ts'
import { listMessages } from './messages/list-messages.ts'
import { markMessage } from './messages/mark-message.ts'
import { openMessageLink } from './messages/open-message-link.ts'
import { retryMessageLetters } from './messages/retry-message-letters.ts'
import { saveMailbox } from './messages/save-mailbox.ts'
import { saveMessageRetention } from './messages/save-message-retention.ts'
import type { Method } from './method.ts'
import { activateNumber } from './numbers/activate-number.ts'
import { allocateNumber } from './numbers/allocate-number.ts'
import { countNumbers } from './numbers/count-numbers.ts'
import { createNumbers } from './numbers/create-numbers.ts'
import { deactivateNumber } from './numbers/deactivate-number.ts'
import { deallocateNumber } from './numbers/deallocate-number.ts'
import { deleteNumber } from './numbers/delete-number.ts'
import { exportNumbers } from './numbers/export-numbers.ts'
import { getNumber } from './numbers/get-number.ts'
import { getNumberConfirmation } from './numbers/get-number-confirmation.ts'
import { listNumbers } from './numbers/list-numbers.ts'
import { nominateNumber } from './numbers/nominate-number.ts'
import { releaseNumber } from './numbers/release-number.ts'
import { unnominateNumber } from './numbers/unnominate-number.ts'
import { updateNumber } from './numbers/update-number.ts'
import { countOrganization } from './organizations/count-organization.ts'
import { createOrganization } from './organizations/create-organization.ts'
import { decommissionAtSite } from './organizations/decommission-at-site.ts'
import { decommissionOrganization } from './organizations/decommission-organization.ts'
import { deleteOperator } from './organizations/delete-operator.ts'
import { getOrganization } from './organizations/get-organization.ts'
import { listOrganizations } from './organizations/list-organizations.ts'
import { locateOrganization } from './organizations/locate-organization.ts'
import { previewDecommission } from './organizations/preview-decommission.ts'
import { previewDecommissionAtSite } from './organizations/preview-decommission-at-site.ts'
import { updateOrganization } from './organizations/update-organization.ts'
import { getDefaultPin } from './pins/get-default-pin.ts'
import { resetPin } from './pins/reset-pin.ts'
import { getNumberRule } from './preview/get-number-rule.ts'
import { getSiteRule } from './preview/get-site-rule.ts'
import { previewNumber } from './preview/preview-number.ts'
import { proveNoDeadEnd } from './preview/prove-no-dead-end.ts'
import { acknowledgeReceptionMessage } from './reception/acknowledge-reception-message.ts'
import { addReceptionNote } from './reception/add-reception-note.ts'
import { beatSeat } from './reception/beat-seat.ts'
import { changeSeat } from './reception/change-seat.ts'
import { closeSeat } from './reception/close-seat.ts'
import { getDesk } from './reception/get-desk.ts'
import { getDeskKeys } from './reception/get-desk-keys.ts'
import { getReception } from './reception/get-reception.ts'
import { getReceptionFigures } from './reception/get-reception-figures.ts'
import { listMessageRecipients } from './reception/list-message-recipients.ts'
import { listReceptionMessages } from './reception/list-reception-messages.ts'
import { listReceptionNotes } from './reception/list-reception-notes.ts'
import { listReceptionPeople } from './reception/list-reception-people.ts'
import { listSeatDevices } from './reception/list-seat-devices.ts'
import { listenIn } from './reception/listen-in.ts'
import { openSeat } from './reception/open-seat.ts'
import { openSeatPhone } from './reception/open-seat-phone.ts'
import { orderSeatCall } from './reception/order-seat-call.ts'
import { removeReceptionNote } from './reception/remove-reception-note.ts'
import { saveDeskKeys } from './reception/save-desk-keys.ts'
import { saveReception } from './reception/save-reception.ts'
import { takeReceptionMessage } from './reception/take-reception-message.ts'
import { takeWaitingCall } from './reception/take-waiting-call.ts'
import { getReceptionCard } from './reception-cards/get-reception-card.ts'
import { openCardLink } from './reception-cards/open-card-link.ts'
import { saveReceptionCard } from './reception-cards/save-reception-card.ts'
import { showReceptionCard } from './reception-cards/show-reception-card.ts'
import { getNumberReport } from './reports/get-number-report.ts'
import { getOrganizationReport } from './reports/get-organization-report.ts'
import { getSiteReport } from './reports/get-site-report.ts'
import { changeImportedEvent } from './schedule/change-imported-event.ts'
import { closeSite } from './schedule/close-site.ts'
import { createSiteEvent } from './schedule/create-site-event.ts'
import { deleteCalendar } from './schedule/delete-calendar.ts'
import { deleteSiteEvent } from './schedule/delete-site-event.ts'
import { getSiteEvent } from './schedule/get-site-event.ts'
import { importCalendar } from './schedule/import-calendar.ts'
import { liftOverride } from './schedule/lift-override.ts'
import { listCalendars } from './schedule/list-calendars.ts'
import { listHolidayCountries } from './schedule/list-holiday-countries.ts'
import { listHolidayStates } from './schedule/list-holiday-states.ts'
import { listHolidaySubscriptions } from './schedule/list-holiday-subscriptions.ts'
import { listOverrides } from './schedule/list-overrides.ts'
import { listSiteEvents } from './schedule/list-site-events.ts'
import { setOverride } from './schedule/set-override.ts'
import { subscribeHolidays } from './schedule/subscribe-holidays.ts'
import { unsubscribeHolidays } from './schedule/unsubscribe-holidays.ts'
import { updateHolidaySubscription } from './schedule/update-holiday-subscription.ts'
import { updateSiteEvent } from './schedule/update-site-event.ts'
import { acceptInvitation } from './sign-in/accept-invitation.ts'
import { changePassword } from './sign-in/change-password.ts'
import { confirmTotp } from './sign-in/confirm-totp.ts'
import { disableTotp } from './sign-in/disable-totp.ts'
import { enrolTotp } from './sign-in/enrol-totp.ts'
import { finishOidc } from './sign-in/finish-oidc.ts'
import { forgottenPassword } from './sign-in/forgotten-password.ts'
import { getMe } from './sign-in/get-me.ts'
import { getOwnAbsence } from './sign-in/get-own-absence.ts'
import { getSignInWays } from './sign-in/get-sign-in-ways.ts'
import { readInvitation } from './sign-in/read-invitation.ts'
import { resetPassword } from './sign-in/reset-password.ts'
import { saveOwnAbsence } from './sign-in/save-own-absence.ts'
import { signIn } from './sign-in/sign-in.ts'
import { signOut } from './sign-in/sign-out.ts'
import { signOutEverywhere } from './sign-in/sign-out-everywhere.ts'
import { startOidc } from './sign-in/start-oidc.ts'
import { switchMembership } from './sign-in/switch-membership.ts'
import { verifySecondFactor } from './sign-in/verify-second-factor.ts'
import { createSite } from './sites/create-site.ts'
import { deleteSite } from './sites/delete-site.ts'
import { getSite } from './sites/get-site.ts'
import { listSites } from './sites/list-sites.ts'
import { updateSite } from './sites/update-site.ts'
import { createApiToken } from './tokens/create-api-token.ts'
import { listApiTokens } from './tokens/list-api-tokens.ts'
import { revokeApiToken } from './tokens/revoke-api-token.ts'
import { createTrunk } from './trunks/create-trunk.ts'
import { deleteTrunk } from './trunks/delete-trunk.ts'
import { getTrunk } from './trunks/get-trunk.ts'
import { listTrunks } from './trunks/list-trunks.ts'
import { updateTrunk } from './trunks/update-trunk.ts'
import { getUser } from './users/get-user.ts'
import { handOverPasswordLink } from './users/hand-over-password-link.ts'
import { inviteUser } from './users/invite-user.ts'
import { listInvitations } from './users/list-invitations.ts'
import { listUsers } from './users/list-users.ts'
import { resendInvitation } from './users/resend-invitation.ts'
import { retireUser } from './users/retire-user.ts'
import { revokeInvitation } from './users/revoke-invitation.ts'
import { updateUser } from './users/update-user.ts'
import { getVoiceService } from './voice-services/get-voice-service.ts'
import { listVoiceServices } from './voice-services/list-voice-services.ts'
import { setVoiceService } from './voice-services/set-voice-service.ts'
import { createWebhook } from './webhooks/create-webhook.ts'
import { deleteWebhook } from './webhooks/delete-webhook.ts'
import { getWebhook } from './webhooks/get-webhook.ts'
import { listWebhookDeliveries } from './webhooks/list-webhook-deliveries.ts'
import { listWebhooks } from './webhooks/list-webhooks.ts'
import { replayWebhook } from './webhooks/replay-webhook.ts'
import { updateWebhook } from './webhooks/update-webhook.ts'

export const methods = [
  createSite,
  deleteSite,
  getSite,
  listSites,
  updateSite,
  createOrganization,
  deleteOperator,
  getOrganization,
  countOrganization,
  listOrganizations,
  locateOrganization,
  updateOrganization,
  previewDecommission,
  decommissionOrganization,
  previewDecommissionAtSite,
  decommissionAtSite,
  releaseNumber,
  activateNumber,
  allocateNumber,
  countNumbers,
  createNumbers,
  deactivateNumber,
  deallocateNumber,
  deleteNumber,
  exportNumbers,
  getNumber,
  getNumberConfirmation,
  listNumbers,
  nominateNumber,
  unnominateNumber,
  updateNumber,
  getVoiceService,
  listVoiceServices,
  setVoiceService,
  createDevice,
  deleteDevice,
  exportDevices,
  getDevice,
  listDevices,
  renameDevice,
  resetDeviceSecret,
  openBrowserPhone,
  getCallSettings,
  listCallSettingsVersions,
  saveCallSettings,
  checkForwards,
  rollbackCallSettings,
  createDatedChange,
  listDatedChanges,
  updateDatedChange,
  cancelDatedChange,
  getReceptionCard,
  saveReceptionCard,
  showReceptionCard,
  openCardLink,
  getDefaultPin,
  resetPin,
  getNumberRule,
  getSiteRule,
  proveNoDeadEnd,
  listHolidayCountries,
  listHolidayStates,
  subscribeHolidays,
  listHolidaySubscriptions,
  updateHolidaySubscription,
  unsubscribeHolidays,
  changeImportedEvent,
  importCalendar,
  listCalendars,
  deleteCalendar,
  getMainNumber,
  listHuntMemberCandidates,
  listHuntMembers,
  listLastAnswered,
  setHuntMembers,
  getNumberHours,
  getSiteHours,
  setNumberHours,
  setSiteHours,
  closeSite,
  createSiteEvent,
  deleteSiteEvent,
  getSiteEvent,
  liftOverride,
  listOverrides,
  listSiteEvents,
  setOverride,
  updateSiteEvent,
  createTrunk,
  deleteTrunk,
  getTrunk,
  listTrunks,
  updateTrunk,
  exportCalls,
  getCall,
  listCalls,
  listLiveCalls,
  exportMailbox,
  getMailbox,
  getMessageRetention,
  saveMailbox,
  saveMessageRetention,
  getMessageAudio,
  getMessageWaveform,
  getMessage,
  listMessages,
  listInbox,
  countInbox,
  countNewMessages,
  markMessage,
  addMessageNote,
  deleteMessageNote,
  retryMessageLetters,
  openMessageLink,
  previewNumber,
  chooseGreeting,
  deleteGreeting,
  getGreetingAudio,
  listGreetings,
  speakGreeting,
  uploadGreeting,
  getHealth,
  getReadiness,
  getEngineStatus,
  getMetrics,
  streamEvents,
  cancelImport,
  createImport,
  exportImportErrors,
  getImport,
  listImportErrors,
  listImports,
  createApiToken,
  listApiTokens,
  revokeApiToken,
  exportAudit,
  listAudit,
  acceptInvitation,
  changePassword,
  confirmTotp,
  disableTotp,
  enrolTotp,
  finishOidc,
  forgottenPassword,
  getMe,
  getOwnAbsence,
  getSignInWays,
  readInvitation,
  resetPassword,
  saveOwnAbsence,
  signIn,
  signOut,
  signOutEverywhere,
  startOidc,
  switchMembership,
  verifySecondFactor,
  getUser,
  inviteUser,
  listInvitations,
  listUsers,
  resendInvitation,
  retireUser,
  handOverPasswordLink,
  revokeInvitation,
  updateUser,
  acknowledgeAlert,
  listAlerts,
  getNumberReport,
  getOrganizationReport,
  getSiteReport,
  createWebhook,
  deleteWebhook,
  getWebhook,
  listWebhookDeliveries,
  listWebhooks,
  replayWebhook,
  updateWebhook,
  getReception,
  saveReception,
  getDesk,
  openSeat,
  openSeatPhone,
  changeSeat,
  beatSeat,
  closeSeat,
  listSeatDevices,
  listenIn,
  takeWaitingCall,
  orderSeatCall,
  listReceptionPeople,
  takeReceptionMessage,
  listMessageRecipients,
  listReceptionMessages,
  acknowledgeReceptionMessage,
  listReceptionNotes,
  addReceptionNote,
  removeReceptionNote,
  getReceptionFigures,
  getDeskKeys,
  saveDeskKeys,
  listEngines,
] as const satisfies readonly Method[]
