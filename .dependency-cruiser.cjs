/** The import rule of ARCHITECTURE.md: app → domain, ui, realtime/client, server → realtime. */
const SOURCE = '^(src|db)/';
const PURE_DOMAIN = '^src/domain/([^/]+/(schema|rules|answers|audit-answers|stats|business-day|wall-clock|context|token|search)|errors)\\.ts$';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'realtime-knows-nothing-of-ours',
      comment: 'The delivery core could ship alone: its only neighbours are its own files.',
      severity: 'error',
      from: { path: '^src/realtime/' },
      to: { path: SOURCE, pathNot: '^src/realtime/' },
    },
    {
      name: 'realtime-sides-are-apart',
      comment: 'Client and server share the protocol and nothing else.',
      severity: 'error',
      from: { path: '^src/realtime/(client|server|protocol)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/realtime/(client|server)/', pathNot: '^src/realtime/$1/' },
    },
    {
      name: 'ui-knows-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/ui/' },
      to: { path: SOURCE, pathNot: '^src/(ui|i18n)/' },
    },
    {
      name: 'i18n-knows-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/i18n/' },
      to: { path: SOURCE, pathNot: '^src/i18n/' },
    },
    {
      name: 'domain-sees-database-and-protocol',
      comment: 'A verb knows the database, the protocol and other nouns; never HTTP, screens or the hub.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: '\\.test\\.ts$' },
      to: {
        path: SOURCE,
        pathNot: '^(src/domain/|src/server/(db/|secret\\.ts)|src/realtime/protocol/|db/schema/)',
      },
    },
    {
      name: 'server-below-app',
      severity: 'error',
      from: { path: '^src/server/' },
      // The cookie's name and values, which the page's choice of theme shares.
      to: { path: '^src/(app|ui)/|^src/realtime/client/', pathNot: '^src/ui/theme-cookie\\.ts$' },
    },
    {
      name: 'app-not-to-database',
      comment: 'Screens and routes name verbs; the database is behind them.',
      severity: 'error',
      from: { path: '^src/app/' },
      to: { path: '^(src/server/db/|db/)' },
    },
    {
      name: 'client-code-stays-in-the-browser',
      comment: 'Code of screens reaches only the pure files of the domain.',
      severity: 'error',
      from: {
        path: '^src/(app|ui)/.*\\.tsx$|^src/app/.*/(_client|hooks|utils)/',
        pathNot: '(page|layout)\\.tsx$|\\.test\\.tsx?$',
      },
      to: { path: '^src/(domain|server)/', pathNot: PURE_DOMAIN },
    },
    {
      name: 'orm-behind-the-domain',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(domain|server)/' },
      to: { path: 'node_modules/(drizzle-orm|@electric-sql)/' },
    },
    {
      name: 'drivers-at-the-edge',
      comment: 'A bus holds one connection of its own; everything else asks the database through the ORM.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(domain|server)/|^src/realtime/server/bus/' },
      to: { path: 'node_modules/(pg|@redis)/' },
    },
    {
      name: 'no-framework-in-the-core',
      severity: 'error',
      from: { path: '^src/(realtime|domain)/' },
      to: { path: 'node_modules/(next|react|react-dom|@tanstack/react-query)/' },
    },
    {
      name: 'schema-is-a-leaf',
      severity: 'error',
      from: { path: '^db/schema/' },
      to: { path: SOURCE, pathNot: '^db/schema/' },
    },
    {
      name: 'no-dev-dependency-in-production',
      severity: 'error',
      from: { path: SOURCE, pathNot: '\\.(test|fixture)\\.tsx?$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
