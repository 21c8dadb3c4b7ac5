import type { Metadata } from 'next';
import { NoCycles } from '#components/oversight/no-cycles';
import { PeopleScreen } from '#components/oversight/people-screen';
import { readProgressCycles } from '#data/progress/require-cycle.queries';
import { dependencies } from '#server/dependencies';
import { requireSubject } from '#server/page';

export const metadata: Metadata = { title: 'Progress of people' };

export default async function PeoplePage() {
  const subject = await requireSubject('/progress/people');
  const cycles = await readProgressCycles(dependencies().db.pool, subject);
  return cycles.length === 0 ? <NoCycles /> : <PeopleScreen cycles={cycles} />;
}
