/**
 * Which folder may import which: the layers of docs and README, as policies for eslint-plugin-boundaries. The order of the rooms
 * inside a layer is in rooms.ts, and a lint test keeps it: as policies they took ESLint longer than all its other rules.
 */

// A file belongs to the first folder that holds it.
const FOLDERS = {
  app: 'app',
  components: 'components',
  domain: 'lib/domain',
  contract: 'lib/contract',
  data: 'lib/data',
  dispatch: 'lib/dispatch',
  client: 'lib/client',
  server: 'lib/server',
  storage: 'lib/storage',
  workflows: 'worker/workflows',
  activities: 'worker/activities',
  prepare: 'worker/prepare',
  analysis: 'worker/analysis',
  interceptors: 'worker/interceptors',
  worker: 'worker',
  cli: 'cli',
  prisma: 'prisma',
  e2e: 'e2e',
  oracles: 'test/oracles',
  test: 'test',
};

export const elements = Object.entries(FOLDERS).map(([type, pattern]) => ({ type, pattern, partialMatch: false }));

export const fileCategories = [
  { category: 'test', pattern: '**/*.{unit,property,data,workflow,replay,lint}.test.{ts,tsx}' },
  { category: 'data-entry', pattern: 'lib/data/**/*.{queries,commands}.ts' },
  { category: 'transition', pattern: 'lib/data/**/*.transitions.ts' },
  { category: 'data-connection', pattern: 'lib/data/sql/{connection,database-setup}.ts' },
  { category: 'server-action', pattern: 'app/actions/*.ts' },
  { category: 'web-entry', pattern: '{proxy,instrumentation}.ts' },
  // Every file has a category: "none of" does not hold for a file without any.
  { category: 'source', pattern: '**/*' },
];

const from = (...types) => ({ element: { types: { anyOf: types } } });
const folder = (...types) => ({ to: { element: { types: { anyOf: types } } } });
const file = (...categories) => ({ to: { file: { categories: { anyOf: categories } } } });
const types = (...names) => ({ ...folder(...names), dependency: { kind: 'type' } });
const packages = { to: { module: { origin: ['external', 'core'] } } };

const WORKER_SIDE = ['worker', 'activities', 'prepare', 'analysis', 'interceptors'];
const TOOLS = ['cli', 'prisma', 'e2e', 'test'];
const DATABASE_PACKAGES = ['pg', 'pg-copy-streams', '@prisma/*', 'prisma'];

const policies = [
  { from: { element: { types: '*' } }, allow: packages },

  // Pages: routes compose, components show.
  {
    from: from('app'),
    allow: [folder('components', 'client', 'server', 'contract', 'domain', 'app'), file('data-entry'), types('data', 'dispatch')],
  },
  { from: from('app'), allow: folder('dispatch') },
  { from: { file: { categories: 'web-entry' } }, allow: [packages, folder('server')] },
  { from: from('components'), allow: [folder('client', 'contract', 'domain', 'components'), file('server-action')] },
  { from: from('client'), allow: [folder('contract', 'domain', 'client'), file('server-action')] },
  {
    from: from('server'),
    allow: [folder('dispatch', 'storage', 'contract', 'domain', 'server'), file('data-entry', 'data-connection'), types('data')],
  },

  // What processes share.
  { from: from('dispatch'), allow: [folder('contract', 'domain', 'dispatch'), file('data-entry', 'data-connection'), types('data')] },
  { from: from('contract'), allow: folder('domain', 'contract') },
  { from: from('domain'), allow: folder('domain') },
  { from: from('storage'), allow: folder('domain', 'contract', 'storage') },
  { from: from('data'), allow: [folder('domain', 'contract', 'data'), types('storage'), { to: { element: { types: 'prisma' } } }] },

  // The worker: workflows decide, activities do.
  {
    from: from(...WORKER_SIDE),
    allow: [
      folder('contract', 'domain', 'storage', 'dispatch', ...WORKER_SIDE),
      file('data-entry', 'data-connection'),
      types('data', 'workflows'),
    ],
  },
  { from: from('activities', 'interceptors'), allow: file('transition') },
  { from: from('workflows'), allow: [folder('contract', 'workflows'), types('domain', 'activities')] },

  // Tools and tests start the rest; the command line uses what pages use, never a transition.
  {
    from: from(...TOOLS),
    allow: [
      folder('contract', 'domain', 'storage', 'dispatch', 'analysis', 'prepare', 'worker', ...TOOLS),
      file('data-entry', 'data-connection'),
      types('data'),
    ],
  },
  // Browser tests may read the words that pages show.
  { from: from('e2e'), allow: folder('components') },
  { from: from('test'), allow: [file('transition'), folder('activities', 'app', 'client', 'data', 'workflows', 'server')] },

  // Oracles say a rule a second time, more slowly, for tests to compare; who imports one is a test or its support.
  { from: from('test', 'oracles'), allow: folder('oracles') },
  { from: from('oracles'), allow: folder('contract', 'domain', 'prisma') },

  // Only lib/data, the migrations and what makes databases for tests speak to the database.
  {
    from: { element: { types: { noneOf: ['data', 'prisma', 'test', 'oracles'] } } },
    disallow: { to: { module: { source: DATABASE_PACKAGES } } },
  },
  {
    from: { element: { types: { noneOf: ['server', 'app'] } } },
    disallow: { to: { module: { source: 'server-only' } } },
  },
  // The database client is made by prisma/ and imported by lib/data alone.
  { from: { element: { types: { noneOf: ['data', 'prisma'] } } }, disallow: { to: { path: 'prisma/generated/**' } } },

  // Tests may reach for anything; nothing may reach for a test.
  { from: { file: { categories: 'test' } }, allow: [{ to: { element: { types: '*' } } }, file('web-entry')] },
  { from: { file: { categories: 'test' } }, allow: packages },
  { from: { file: { categories: { noneOf: ['test'] } } }, disallow: file('test') },
];

/** Whether a policy can say anything about an import by a file of this folder. */
function speaksOf(type, { from: { element } }) {
  if (element === undefined || element.types === '*') return true;
  const { anyOf, noneOf } = element.types;
  return anyOf?.includes(type) ?? !noneOf.includes(type);
}

/**
 * The policies for each folder, as globs of its files: what says nothing of a folder is not tried on its imports, which takes the
 * plugin longer than all that does. A file belongs to the last that fits, as ESLint reads its configuration.
 */
export const policiesOfFolders = Object.entries(FOLDERS)
  .map(([type, pattern]) => ({ files: [`${pattern}/**/*.{ts,tsx,mts}`], policies: policies.filter((policy) => speaksOf(type, policy)) }))
  .reverse();

/** The policies for a file that lies in none of the folders. */
export const policiesOfRoot = policies.filter((policy) => policy.from.element === undefined || !policy.from.element.types.anyOf);
