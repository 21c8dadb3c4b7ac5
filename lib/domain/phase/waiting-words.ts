import { counted } from './filters';
import { TASKS, type TaskName } from './tasks';

/** What waits, as far as a sentence tells of it. */
interface Waiting {
  task: TaskName;
  count: number;
  /** Whether it waits for people that items name; otherwise for whoever holds the task's role. */
  named: boolean;
  people: readonly string[];
}

/** More people than this are counted instead of named. */
const MOST_NAMED = 3;

/**
 * Says what waits: "2 attributes to assign; 1 waits for Olaf One". Null where nothing does.
 * @param noun what the items are; it is said once, with the first count
 * @param nobody what is said of a role that nobody holds: "nobody is Data Executive of Retail"
 */
export function waitingInWords(
  tasks: readonly Waiting[],
  noun: { one: string; many: string },
  nobody: (task: TaskName) => string,
): string | null {
  const roles = tasks.filter(({ named }) => !named);
  const people = tasks.filter(({ named }) => named);
  const items = (count: number, first: boolean) => `${count.toLocaleString('en')}${first ? ` ${count === 1 ? noun.one : noun.many}` : ''}`;
  const parts = roles.map(({ task, count, people: holders }, at) => {
    const words = `${items(count, at === 0)} ${TASKS[task].waiting}`;
    return holders.length === 0 ? `${words}, and ${nobody(task)}` : words;
  });
  const waits = (count: number, who: string) => `${items(count, parts.length === 0)} ${count === 1 ? 'waits' : 'wait'} for ${who}`;
  for (const { count, people: names } of people.slice(0, MOST_NAMED)) parts.push(waits(count, names.join(' and ')));
  const others = people.slice(MOST_NAMED);
  if (others.length > 0) {
    const count = others.reduce((sum, one) => sum + one.count, 0);
    parts.push(waits(count, `${others.length} ${others.length === 1 ? 'other person' : 'other people'}`));
  }
  return parts.length === 0 ? null : parts.join('; ');
}

/** Names those for whom something waits: two by name, the others counted. Null where it is nobody. */
export function awaitedInWords(tasks: readonly Pick<Waiting, 'people'>[]): string | null {
  const names = [...new Set(tasks.flatMap(({ people }) => people))];
  const more = names.length - 2;
  if (more <= 0) return names.length === 0 ? null : names.join(' and ');
  return `${names.slice(0, 2).join(', ')} and ${more} more`;
}

/** How many items wait for another phase, of those that are open and nobody's task here; null where none does. "3 tests wait for evidence". */
export function elsewhereInWords(
  { tasks, open }: { tasks: readonly Pick<Waiting, 'count'>[]; open: number },
  noun: { one: string; many: string },
  waiting: string,
): string | null {
  const left = open - tasks.reduce((sum, { count }) => sum + count, 0);
  return left > 0 ? `${counted(left, noun)} ${left === 1 ? 'waits' : 'wait'} ${waiting}` : null;
}
