/**
 * The rooms inside each layer, lowest first: a room may import itself and those before it. What a layer keeps outside its
 * rooms stands below them all (`base: 'below'`) or above (`base: 'above'`).
 */
export const LAYERS = [
  {
    folder: 'lib/domain',
    base: 'below',
    rooms: [
      'item',
      'people',
      'phase',
      'version',
      'time',
      'rules',
      'sampling',
      'phases/planning',
      'phases/data-profiling',
      'phases/scoping',
      'phases/sample-selection',
      'phases',
    ],
  },
  { folder: 'lib/contract', base: 'above', rooms: ['views'] },
  {
    folder: 'lib/data',
    base: 'below',
    rooms: [
      'sql',
      'log',
      'people',
      'tracking',
      'turns',
      'trail',
      'comments',
      'draft',
      'version',
      'chain',
      'comparison',
      'report',
      'desk',
      'administration',
      'files',
    ],
  },
  {
    folder: 'components',
    base: 'below',
    rooms: [
      'ui',
      'item-grid',
      'version',
      'phases/planning',
      'phases/data-profiling',
      'phases/scoping',
      'phases/sample-selection',
      'workspace',
      'progress',
      'version-diff',
      'approvals',
      'cycles',
      'inbox',
      'trail',
      'admin',
      'shell',
    ],
  },
  { folder: 'worker/analysis', base: 'above', rooms: ['files', 'rules', 'profile', 'draws'] },
  {
    folder: 'worker/prepare',
    base: 'above',
    rooms: ['phase', 'planning', 'data-profiling', 'scoping', 'sample-selection', 'inquiries'],
  },
  { folder: 'worker', base: 'above', rooms: ['interceptors', 'analysis', 'prepare', 'activities', 'workflows'] },
  {
    folder: 'cli',
    base: 'above',
    rooms: ['machine', 'build', 'services', 'temporal', 'demo', 'bench', 'play', 'up', 'doctor', 'test', 'lint'],
  },
];

/** Paths of a room: what lies in it, without the rooms that have a place of their own further in. */
function paths(folder, rooms, room) {
  const inner = rooms.filter((other) => other.startsWith(`${room}/`));
  return inner.length === 0 ? `${folder}/${room}/**` : `${folder}/${room}/*`;
}

const placed = LAYERS.map(({ folder, base, rooms }) => {
  const own = rooms.map((room) => ({ category: `room ${folder}/${room}`, pattern: paths(folder, rooms, room) }));
  const outside = { category: `outside the rooms of ${folder}`, pattern: `${folder}/*` };
  return base === 'below' ? [outside, ...own] : [...own, outside];
});

/** The room of each file, as a category of eslint-plugin-boundaries. */
export const roomCategories = placed.flat();

/** For each room a policy that refuses every room above it. */
export const roomPolicies = placed.flatMap((rooms) =>
  rooms.slice(0, -1).map(({ category }, at) => ({
    from: { file: { categories: category } },
    disallow: { to: { file: { categories: { anyOf: rooms.slice(at + 1).map((room) => room.category) } } } },
  })),
);
