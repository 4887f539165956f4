import { emailConfirmation, ownEmail, ownName, recoveryCodes, secondFactor, secondFactorRemoval } from './accounts';
import { click, clickUndo, count, exit, occupancy, occupancyCurve, scan, undo, walkIn } from './attendance';
import { bookingPage } from './booking-page';
import { doorIncidents, incidents, oneIncident, sync } from './custody';
import { devicePairing, deviceState, pairedDevice, pairedDevices, pairing } from './devices';
import { docsPageOf } from './docs-page';
import { manifest } from './door';
import type { Endpoint } from './endpoint';
import { evidence, evidenceExport } from './evidence';
import { firstSteps } from './first-steps';
import {
  blocks,
  combinations,
  oneBlock,
  oneCombination,
  oneService,
  oneTable,
  oneZone,
  services,
  slots,
  tables,
  zones,
} from './floor';
import { gates, oneGate } from './gates';
import { passCalendar, passCancellation, passImage, passLateness, passOnMyWay, passPdf, passStatus } from './guests';
import { imports, oneImport } from './imports';
import { keys, oneKey } from './keys';
import { logo } from './logos';
import {
  acceptance,
  invitation,
  invitations,
  member,
  members,
  recovery,
  recoveryLink,
  recoveryRequest,
} from './members';
import { messageAgain, messages, template, templatePreview, templates, templateTest } from './messages';
import {
  auditAnswer,
  clientReport,
  device,
  deviceCheck,
  deviceClose,
  operatedVenues,
  overview,
  suspension,
  venueRestoration,
} from './monitor';
import { describeApi, documentOf } from './openapi';
import { pass, rotation } from './passes';
import { authCalls, demoErasure, language, me, notices, oneSession, ownPassword, sessions, setup } from './people';
import { personErasure, personExport } from './privacy';
import { oneHold, publicBooking, publicHold, publicOffer, publicPage, publicWait } from './public-booking';
import {
  dayExport,
  history,
  hours,
  knownGuests,
  planDays,
  reservation,
  reservations,
  restoration,
  search,
  seating,
  sitting,
  stats,
  status,
  statusUndo,
  summary,
} from './reservations';
import { oneRole, roles } from './roles';
import { health, metrics, ready, theme, unknown } from './service';
import { effects, newVenue, settings } from './settings';
import { trail, trailExport } from './trail';
import { entryLink, entryOffer, entrySeating, entryUndo, oneEntry, waitlist, waits } from './waitlist';

let described: object | undefined;
/** It is made once, at its first reader, since it takes more time than an answer may. */
const describe = () => {
  described ??= describeApi(ENDPOINTS);
  return described;
};

/** The endpoint that describes all of them. */
export const apiDocument = documentOf(describe);
/** The same for people. */
export const apiDocs = docsPageOf(describe);

/**
 * Every address of the API except the stream's (stream-route.ts). The custom server serves this list; on hosts that
 * have only Next, each file of src/app/api mounts one entry of it. When two patterns match, the first one in the list
 * serves.
 */
export const ENDPOINTS: readonly Endpoint[] = [
  ...[health, ready, metrics, theme],
  ...[me, language, notices, ownPassword, setup, demoErasure, authCalls, sessions, oneSession],
  ...[ownName, ownEmail, emailConfirmation, secondFactor, secondFactorRemoval, recoveryCodes],
  ...[reservations, dayExport, stats, hours, planDays, knownGuests, search, summary, scan, walkIn, manifest],
  ...[reservation, restoration, seating, sitting, status, statusUndo, history, count, undo, pass, rotation],
  ...[imports, oneImport],
  ...[click, clickUndo, exit, occupancy, occupancyCurve, gates, oneGate],
  ...[slots, zones, oneZone, tables, oneTable, combinations, oneCombination, services, oneService, blocks, oneBlock],
  ...[waitlist, waits, oneEntry, entryUndo, entryOffer, entrySeating, entryLink],
  ...[sync, incidents, oneIncident, doorIncidents, evidence, evidenceExport],
  ...[pairedDevices, pairedDevice, devicePairing, pairing, deviceState],
  ...[passCalendar, passImage, passPdf, passStatus, passLateness, passOnMyWay, passCancellation, logo],
  ...[publicPage, publicOffer, publicHold, oneHold, publicBooking, publicWait, bookingPage],
  ...[overview, auditAnswer, clientReport, device, deviceClose, deviceCheck],
  ...[personExport, personErasure],
  ...[trail, trailExport, keys, oneKey],
  ...[operatedVenues, suspension, venueRestoration],
  ...[settings, effects, newVenue, firstSteps],
  ...[members, invitations, invitation, member, recoveryLink, acceptance, recovery, recoveryRequest],
  ...[roles, oneRole],
  ...[messages, messageAgain, templates, template, templatePreview, templateTest],
  apiDocument,
  apiDocs,
  unknown,
];
