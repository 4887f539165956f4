const MODULES = require('./scripts/lib/modules.cjs');

/** The import rule of ARCHITECTURE.md: app → server, shell → modules → platform → realtime; ui and i18n are leaves. */
const SOURCE = '^(src|db)/';
const TESTS = '\\.(test|fixture|model)\\.tsx?$';

/** Files without a database, HTTP or a process behind them: what a browser may load of a module or of the platform. */
const PURE =
  '^src/modules/[^/]+/((client|ui)/.*|schema|(template-)?rules|wire|digest|((audit|curve)-)?answers|wall-clock|windows|stats|business-day|context|profiles|accent|token|search|venue)\\.tsx?$|^src/platform/(browser/|input/|errors\\.ts)';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'realtime-knows-nothing-of-ours',
      comment:
        'The delivery core could ship alone: its only neighbours are its own files. Its tests take reservations as their example.',
      severity: 'error',
      from: { path: '^src/realtime/', pathNot: TESTS },
      to: { path: SOURCE, pathNot: '^src/realtime/' },
    },
    {
      name: 'realtime-sides-are-apart',
      comment: 'Client and server share the protocol and nothing else.',
      severity: 'error',
      from: { path: '^src/realtime/(client|server|protocol)/', pathNot: TESTS },
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
      name: 'platform-knows-no-noun',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: TESTS },
      to: { path: SOURCE, pathNot: '^src/(platform|realtime|i18n)/' },
    },
    {
      name: 'modules-below-server-and-screens',
      severity: 'error',
      from: { path: '^src/modules/', pathNot: TESTS },
      to: { path: '^(src/(app|shell|server)|db)/' },
    },
    ...MODULES.map((name, i) => ({
      name: `${name}-uses-what-stands-before-it`,
      comment: 'Foreign keys go both ways: tables may name tables.',
      severity: 'error',
      from: { path: `^src/modules/${name}/`, pathNot: `${TESTS}|/[\\w-]*tables\\.ts$` },
      to: { path: '^src/modules/', pathNot: `^src/modules/(${MODULES.slice(0, i + 1).join('|')})/` },
    })),
    {
      name: 'tables-are-leaves',
      severity: 'error',
      from: { path: '^src/.*tables\\.ts$' },
      to: { path: SOURCE, pathNot: 'tables\\.ts$|^src/platform/db/columns\\.ts$' },
    },
    {
      name: 'shell-below-app',
      severity: 'error',
      from: { path: '^src/shell/', pathNot: TESTS },
      to: { path: '^(src/(app|server)|db)/' },
    },
    {
      name: 'server-below-app',
      severity: 'error',
      from: { path: '^src/server/' },
      to: { path: '^src/(app|shell|ui)/|^src/realtime/client/', pathNot: '^src/ui/theme-cookie\\.ts$' },
    },
    {
      name: 'screens-not-to-database',
      comment: 'Screens and routes name verbs; the database is behind them.',
      severity: 'error',
      from: { path: '^src/(app|shell)/' },
      to: { path: '^(src/platform/db/|src/.*tables\\.ts$|db/)' },
    },
    {
      name: 'client-code-stays-in-the-browser',
      comment: 'Code of screens reaches only what has no server behind it.',
      severity: 'error',
      from: {
        path: '^src/(app|ui)/.*\\.tsx$|^src/app/.*/(hooks|utils)/|^src/modules/[^/]+/client/|^src/platform/browser/',
        pathNot: `(page|layout)\\.tsx$|${TESTS}`,
      },
      to: { path: '^src/(modules|platform|server)/', pathNot: PURE },
    },
    {
      name: 'orm-behind-the-modules',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(modules|platform|server)/' },
      to: { path: 'node_modules/(drizzle-orm|@electric-sql)/' },
    },
    {
      name: 'drivers-at-the-edge',
      comment: 'A bus holds one connection of its own; everything else asks the database through the ORM.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(platform|server)/|^src/realtime/server/bus/' },
      to: { path: 'node_modules/(pg|@redis)/' },
    },
    {
      name: 'no-framework-in-the-core',
      severity: 'error',
      from: { path: '^src/(realtime|modules|platform)/', pathNot: '/(client|browser|ui)/' },
      to: { path: 'node_modules/(next|react|react-dom|@tanstack/react-query)/' },
    },
    {
      name: 'texts-of-the-server-by-format-text',
      comment:
        'The library of the screens reads compiled texts in Next alone; the custom server would show their names.',
      severity: 'error',
      from: { path: '^src/(server|platform|modules)/', pathNot: `/(client|browser)/|${TESTS}` },
      to: { path: 'node_modules/use-intl/' },
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
