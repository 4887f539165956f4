import { type JobKind, periodicJob } from '@/platform/jobs/kind';
import type { MessageKind } from './kind';
import { installedMailer } from './mailer';
import { pruneMessages } from './prune-messages';
import { sendMessages } from './send-messages';

/** How long a message waits at most for the next look at the outbox, in milliseconds. */
const LOOK_MS = 5_000;

/** The jobs of messages, of whose kinds the server knows the list. */
export function messageJobs(kinds: readonly MessageKind[]): readonly JobKind[] {
  return [
    periodicJob('send-messages', LOOK_MS, (now) => sendMessages(now, { kinds, mailer: installedMailer() }), {
      atStart: true,
    }),
    periodicJob('prune-messages', 24 * 60 * 60_000, pruneMessages),
  ];
}
