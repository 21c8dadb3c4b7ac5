'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import type { AdminDefaultVersion } from '#contract/views/admin-views';
import { DefaultVersionDialog } from './default-version-dialog';
import { EarlierVersions, PlannedVersions } from './other-versions';
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
        <PlannedVersions noun="Choice" versions={chosen.planned} words={({ version }) => `version ${version.number}.`} />
        <EarlierVersions
          noun="Choice"
          one="choice"
          many="choices"
          versions={chosen.earlier}
          words={({ version }) => `Version ${version.number}.`}
        />
      </div>
      {editing ? <DefaultVersionDialog present={chosen.version.type} onClose={() => setEditing(false)} /> : null}
    </section>
  );
}
