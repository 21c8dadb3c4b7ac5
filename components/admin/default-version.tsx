'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import type { AdminDefaultVersion } from '#contract/views/admin-views';
import { DefaultVersionDialog } from './default-version-dialog';
import { Provenance } from './provenance';
import { SectionHead } from './section-head';

/** By which version of the process reports start where nobody chooses another, as a dated choice. */
export function DefaultVersion({ chosen }: { chosen: AdminDefaultVersion }) {
  const [editing, setEditing] = useState(false);
  return (
    <section aria-label="Version of the process" className="mt-8">
      <SectionHead
        title="Version of the process"
        help="By it reports start. A Test Executive may start one by another, with a reason; those that were started go on by theirs."
        action={
          <Button aria-label="Change the version of the process…" onClick={() => setEditing(true)}>
            Change…
          </Button>
        }
      />
      <div className="text-sm">
        <p>
          <span className="font-medium">Version {chosen.version.number}</span> <span className="text-muted">{chosen.version.does}</span>
        </p>
        <p className="text-xs text-muted">
          <Provenance noun="Choice" version={chosen} />
        </p>
        {chosen.planned.map((each) => (
          <p key={each.number} className="mt-1 text-xs">
            Planned: version {each.version.number}.{' '}
            <span className="text-muted">
              <Provenance noun="Choice" version={each} />
            </span>
          </p>
        ))}
        {chosen.earlier.length === 0 ? null : (
          <details className="mt-1 text-xs">
            <summary className="w-fit cursor-pointer text-accent">
              {chosen.earlier.length} earlier {chosen.earlier.length === 1 ? 'choice' : 'choices'}
            </summary>
            <ol className="mt-1 flex flex-col gap-1 border-l border-line pl-3">
              {chosen.earlier.map((each) => (
                <li key={each.number}>
                  Version {each.version.number}.{' '}
                  <span className="text-muted">
                    <Provenance noun="Choice" version={each} />
                  </span>
                </li>
              ))}
            </ol>
          </details>
        )}
      </div>
      {editing ? <DefaultVersionDialog present={chosen.version.type} onClose={() => setEditing(false)} /> : null}
    </section>
  );
}
