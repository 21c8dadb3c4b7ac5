'use client';
import { ShieldCheck } from 'lucide-react';
import { RightsChangeLine } from '#components/progress/rights-changes';
import { EmptyState } from '#components/ui/states';
import type { AdminView } from '#contract/views/admin-views';
import { LineList, SectionHead } from './section-head';

/** Changes of rights that wait for a second person, and those that stand on the word of whoever made them. */
export function RightsSection({ view }: { view: AdminView }) {
  const open = view.rights.filter(({ brokenGlass }) => brokenGlass === null).length;
  return (
    <section>
      <SectionHead
        title={open === 0 ? 'No change waits' : open === 1 ? '1 change waits' : `${open} changes wait`}
        help="Whoever changes somebody’s rights, or a report’s owner, decides nothing there until a second person has confirmed it: another admin or a test executive."
      />
      {view.rights.length === 0 ? (
        <EmptyState icon={ShieldCheck} title="Every change of rights is confirmed">
          Changes are listed here as soon as one is made.
        </EmptyState>
      ) : (
        <LineList label="Changes of rights">
          {view.rights.map((change) => (
            <li key={change.id} className="flex px-4 py-2.5">
              <RightsChangeLine change={change} />
            </li>
          ))}
        </LineList>
      )}
    </section>
  );
}
