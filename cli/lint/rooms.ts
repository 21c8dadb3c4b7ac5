import path from 'node:path';
import { PHASES } from '#domain/phase/phase-names';

/** A layer's folder, whether its own files stand below its rooms or above them, and its rooms, lowest first. */
export interface Layer {
  folder: string;
  base: 'below' | 'above';
  rooms: readonly string[];
}

/**
 * The rooms inside each layer, lowest first: a room may import itself and those before it. What a layer keeps outside its
 * rooms stands below them all (`base: 'below'`) or above (`base: 'above'`). Each phase has its room in the order of the nine,
 * whether or not a layer has anything of it yet.
 */
export const LAYERS: readonly Layer[] = [
  {
    folder: 'lib/domain',
    base: 'below',
    rooms: [
      'item',
      'checkpoint',
      'people',
      'phase',
      'version',
      'tracking',
      'time',
      'mail',
      'progress',
      'rules',
      'sampling',
      'comparing',
      'evidence',
      'observing',
      ...PHASES.map((phase) => `phases/${phase}`),
      'phases',
      'package',
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
      'live',
      'record',
      'tracking',
      'calendars',
      'sampling',
      'notices',
      'turns',
      'trail',
      'checkpoints',
      'comments',
      'draft',
      'reporting',
      'evidence',
      'version',
      'chain',
      'lanes',
      'findings',
      'comparison',
      'report',
      'progress',
      'desk',
      'mail',
      'administration',
      'files',
      'packages',
    ],
  },
  {
    folder: 'components',
    base: 'below',
    rooms: [
      'ui',
      'item-grid',
      'version',
      ...PHASES.map((phase) => `phases/${phase}`),
      'workspace',
      'absence',
      'progress',
      'packages',
      'desk',
      'oversight',
      'workflows',
      'version-diff',
      'approvals',
      'print',
      'course',
      'cycles',
      'inbox',
      'trail',
      'admin',
      'shell',
    ],
  },
  { folder: 'worker/analysis', base: 'above', rooms: ['files', 'evidence', 'rules', 'profile', 'draws'] },
  {
    folder: 'worker/prepare',
    base: 'above',
    rooms: ['phase', ...PHASES, 'rendition', 'inquiries'],
  },
  { folder: 'worker', base: 'above', rooms: ['record', 'mail', 'interceptors', 'analysis', 'prepare', 'activities', 'workflows'] },
  {
    folder: 'cli',
    base: 'above',
    rooms: ['machine', 'build', 'services', 'temporal', 'demo', 'bench', 'play', 'deploy', 'up', 'doctor', 'test', 'lint'],
  },
];

/** An import that the order of rooms refuses, in words; null for one that it allows, or that leaves the layer. */
export function outOfOrder(layer: Layer, from: string, to: string): string | null {
  const [here, there] = [placeOf(layer, from), placeOf(layer, to)];
  if (here === null || there === null || there <= here) return null;
  return `${from} may not import ${to}: its room stands above (cli/lint/rooms.ts).`;
}

/** How high a file stands in its layer; null where it lies in no room of it. */
function placeOf({ folder, base, rooms }: Layer, file: string): number | null {
  const within = path.posix.relative(folder, path.posix.dirname(file));
  if (within === '') return base === 'below' ? -1 : rooms.length;
  if (within.startsWith('..')) return null;
  const hasInner = (room: string): boolean => rooms.some((other) => other.startsWith(`${room}/`));
  const place = rooms.findIndex((room) => within === room || (within.startsWith(`${room}/`) && !hasInner(room)));
  return place === -1 ? null : place;
}
