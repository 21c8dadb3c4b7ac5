'use client';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { evidenceFile } from '#client/evidence';
import { useItem } from '#client/item';
import type { VersionView } from '#contract/views/version-views';
import { patternLabel } from '#domain/comparing/pattern-words';
import { placeInWords } from '#domain/evidence/place-in-words';
import type { SoughtOfCase } from '#domain/phases/request-info/search-case';
import { type TestItem, testSchema } from '#domain/phases/test-execution/test-item';
import { METHOD_LABELS, REASON_LABELS, STATE_LABELS, settingWords } from '#domain/phases/test-execution/words';
import { EvidencePages } from '../request-info/evidence-pages';
import { EvidencePassage } from '../request-info/evidence-passage';

/** What is compared in one test, how, and what its last run came to; earlier runs stand in its history. */
export function RunView({ version, itemKey }: { version: VersionView; itemKey: string }) {
  const item = useItem(version.id, itemKey).data;
  const test = testSchema.safeParse(item?.row.data);
  if (!test.success) return null;
  const { evidence, reported, shown, unobtainable, setting, looser, run } = test.data;
  return (
    <section aria-label="Test" className="flex flex-col gap-3 rounded-md border border-line p-3 text-sm">
      {evidence === null ? null : (
        <a
          href={evidenceFile(version.id, evidence.sha256)}
          download
          className="flex min-h-8 items-center gap-2 text-accent underline decoration-line-strong underline-offset-2 hover:decoration-current"
        >
          <Download aria-hidden className="size-4 shrink-0" />
          <span className="min-w-0 truncate">{evidence.fileName}</span>
          {evidence.at === null ? null : <span className="shrink-0 text-xs text-muted">{placeInWords(evidence.at)}</span>}
        </a>
      )}
      {evidence === null || evidence.at === null ? null : (
        <EvidencePassage versionId={version.id} file={evidence} at={evidence.at} reported={reported} />
      )}
      {evidence === null || !/\.pdf$/i.test(evidence.fileName) ? null : (
        <EvidencePages versionId={version.id} file={evidence} at={evidence.at} sought={soughtIn(test.data)} reported={reported} />
      )}
      <dl className="grid grid-cols-[112px_minmax(0,1fr)] gap-x-3 gap-y-1">
        <Line term="Reported">{reported ?? '–'}</Line>
        <Line term="Evidence shows">{shown ?? (unobtainable === '' ? '–' : `It cannot be had: ${unobtainable}`)}</Line>
        <Line term="Compared as">
          {settingWords(setting)}
          {looser ? <span className="text-warn"> (looser than usual)</span> : null}
        </Line>
        {setting.reason === '' ? null : <Line term="Because">{setting.reason}</Line>}
      </dl>
      {run === null ? null : <LastRun test={test.data} run={run} />}
    </section>
  );
}

/** What is marked on the pages of a test's evidence: the value that it shows. */
function soughtIn({ attribute, attributeName, type, format, shown, reported }: TestItem): SoughtOfCase {
  return { keys: [], value: { code: attribute, name: attributeName, type, format, value: shown ?? reported } };
}

function LastRun({ test, run }: { test: TestItem; run: NonNullable<TestItem['run']> }) {
  return (
    <dl aria-label="Last run" className="grid grid-cols-[112px_minmax(0,1fr)] gap-x-3 gap-y-1 border-t border-line pt-3">
      <Line term={`Run ${run.number}`}>
        {STATE_LABELS[run.result]}
        {test.state === run.result ? '' : ', which does not count any more'}
      </Line>
      {run.difference === null ? null : <Line term="Difference">{run.difference}</Line>}
      {run.pattern === null ? null : <Line term="Pattern">{patternLabel(run.pattern)}</Line>}
      <Line term="Run because">
        {REASON_LABELS[run.reason]}
        {run.because === '' ? '' : `: ${run.because}`}
      </Line>
      {run.method === 'automatic' ? null : (
        <>
          <Line term={METHOD_LABELS[run.method]}>
            {run.value === '' ? 'No value' : run.value}, read at {run.place}
          </Line>
          <Line term="Rationale">{run.rationale}</Line>
        </>
      )}
    </dl>
  );
}

function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{term}</dt>
      <dd className="min-w-0 whitespace-pre-wrap break-words">{children}</dd>
    </>
  );
}
