/** What a file of a module can be. A file of none of these kinds is either misnamed or a new idea, which belongs in ARCHITECTURE.md. */

/** One of each in a module, by this name. */
const KINDS = [
  ...[
    'tables',
    'schema',
    'wire',
    'answers',
    'rules',
    'reads',
    'rows',
    'events',
    'change',
    'jobs',
    'consumers',
    'messages',
  ],
];

/** `<verb>-<noun>.ts` is one write, or one decision that writes use. */
const VERBS = [
  ...[
    'accept',
    'bring',
    'change',
    'check',
    'choose',
    'close',
    'complete',
    'count',
    'create',
    'delete',
    'draw',
    'erase',
    'find',
    'get',
  ],
  ...[
    'insert',
    'issue',
    'judge',
    'keep',
    'project',
    'prune',
    'read',
    'record',
    'refuse',
    'renew',
    'resolve',
    'restore',
    'rotate',
    'scan',
  ],
  ...['schedule', 'send', 'set', 'undo', 'update', 'write'],
];

/** What else a module holds: one idea per file, by its standard name. */
const IDEAS = {
  venues: ['accent', 'business-day', 'country', 'venue', 'wall-clock'],
  access: [
    ...[
      'access-changes',
      'api-key',
      'key-tables',
      'change-tables',
      'audience',
      'auth',
      'caller',
      'context',
      'custom-role',
      'device-cookie',
      'device-secret',
      'paired-device',
      'pairing-tables',
      'profiles',
      'methods',
      'operation',
    ],
    ...['password', 'password-rules', 'recovery-codes', 'route', 'second-factor', 'session', 'session-cookie', 'shown'],
    ...['sign-in', 'sign-in-code', 'sign-in-limits', 'totp'],
  ],
  events: ['consume', 'emit', 'event-log'],
  messages: ['kind', 'mailer', 'template-rules'],
  members: ['links'],
  passes: ['is-pass-of-ours', 'keys', 'paper', 'token'],
  tables: ['fields'],
  services: ['availability', 'presence', 'windows'],
  floor: ['nouns'],
  waitlist: ['entry-link'],
  reservations: ['bookable-day', 'closed-night', 'digest', 'manage-link', 'phone', 'search', 'short-name', 'stats'],
  attendance: ['curve-answers', 'event-time', 'nonces', 'own-count', 'scan-answer'],
  trail: ['csv'],
  evidence: ['csv', 'signature'],
  monitor: ['audit-answers', 'replay', 'watch-route', 'watcher'],
  setup: ['installation', 'setup-code'],
};

/** Whether `file`, without its ending, is of a kind that the module `noun` may hold. */
export function isModuleFile(noun, file) {
  const [verb] = file.split('-');
  return KINDS.includes(file) || (file.includes('-') && VERBS.includes(verb)) || (IDEAS[noun] ?? []).includes(file);
}
