'use client';
import type { ReactNode } from 'react';
import { useAnswers } from '#client/answers';
import { formatCount } from '#components/ui/count-chips';
import type { VersionView } from '#contract/views/version-views';
import { GRADES } from '#domain/observing/severity';
import { capitalised } from '#domain/phase/labels';
import { useObservations } from './use-observations';

/** Observations by severity, and how many of them are answered, in one line. */
export function ObservationStrip({ version }: { version: VersionView }) {
  const observations = useObservations(version.id);
  const answers = useAnswers(version.id).data?.rows;
  if (observations === null || observations.size === 0) return null;
  const kept = [...observations.values()].filter(({ mergedInto, decision }) => mergedInto === null && decision !== 'not-an-issue');
  const answered = answers?.filter(({ answer }) => answer !== null).length ?? 0;
  return (
    <dl aria-label="Observations by severity" className="flex h-8 flex-wrap gap-x-5 overflow-hidden text-xs">
      {GRADES.map((grade) => (
        <Figure key={grade} label={capitalised(grade)}>
          {formatCount(kept.filter(({ severity }) => severity === grade).length)}
        </Figure>
      ))}
      {version.status === 'pending_approval' && answers && answers.length > 0 ? (
        <Figure label="Answered">
          {formatCount(answered)} of {formatCount(answers.length)}
        </Figure>
      ) : null}
    </dl>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline gap-1.5 leading-8 whitespace-nowrap">
      <dt className="text-muted">{label}</dt>
      <dd className="tabular font-semibold">{children}</dd>
    </div>
  );
}
