'use client';
import { Download } from 'lucide-react';
import Image from 'next/image';
import type { ReactNode } from 'react';
import { evidenceFile } from '#client/evidence';
import { useItem } from '#client/item';
import { fileSize } from '#components/ui/file-words';
import { AbsoluteTime } from '#components/ui/relative-time';
import type { VersionView } from '#contract/views/version-views';
import { EVIDENCE_MEDIA_TYPES } from '#domain/evidence/file-kind';
import type { Found } from '#domain/evidence/match';
import { placeInWords } from '#domain/evidence/place-in-words';
import { requestSchema, type SuppliedEvidence } from '#domain/phases/request-info/request-item';
import { soughtOfCase } from '#domain/phases/request-info/search-case';
import { EvidencePages } from './evidence-pages';
import { EvidencePassage } from './evidence-passage';

const FOUND_WORDS: Record<Found, string> = {
  found: 'found',
  weak: 'may stand there by chance',
  missing: 'not found',
  'not-sought': 'nothing to look for',
};

/** The evidence of one case beside what it proves: the file, its two dates, and what a search of it came to. */
export function EvidenceView({ version, itemKey }: { version: VersionView; itemKey: string }) {
  const item = useItem(version.id, itemKey).data;
  const request = requestSchema.safeParse(item?.row.data);
  if (!request.success || request.data.evidence === null) return null;
  const { evidence, reported, attributeName } = request.data;
  const { extraction } = evidence;
  const href = evidenceFile(version.id, evidence.sha256);
  return (
    <section aria-label="Evidence" className="flex flex-col gap-3 rounded-md border border-line p-3 text-sm">
      <a
        href={href}
        download
        className="flex min-h-8 items-center gap-2 text-accent underline decoration-line-strong underline-offset-2 hover:decoration-current"
      >
        <Download aria-hidden className="size-4 shrink-0" />
        <span className="min-w-0 truncate">{evidence.fileName}</span>
        <span className="shrink-0 text-xs text-muted">{fileSize(evidence.size)}</span>
      </a>
      <dl className="grid grid-cols-[112px_minmax(0,1fr)] gap-x-3 gap-y-1">
        <Line term="Reported">{reported ?? '–'}</Line>
        {evidence.stated === null ? null : <Line term="Stated">{evidence.stated}</Line>}
        <Line term="Received">
          {item?.receivedAt ? <AbsoluteTime at={item.receivedAt} /> : '–'}
          {evidence.submission > 1 ? `, submission ${evidence.submission}` : ''}
        </Line>
        <Line term="As of">{evidence.asOf}</Line>
        {extraction === null ? null : (
          <Line term="Extracted">
            {extraction.rows.toLocaleString('en')} rows on {extraction.ranOn}: {extraction.query}
          </Line>
        )}
        {Object.entries(evidence.columns ?? {}).map(([code, heading]) => (
          <Line key={code} term="Column">
            {code} is “{heading}”
          </Line>
        ))}
        {evidence.note === '' ? null : <Line term="Note">{evidence.note}</Line>}
      </dl>
      <Check evidence={evidence} attributeName={attributeName} />
      {evidence.at === null ? null : <EvidencePassage versionId={version.id} file={evidence} at={evidence.at} reported={reported} />}
      {evidence.mediaType === EVIDENCE_MEDIA_TYPES.pdf ? (
        <EvidencePages
          versionId={version.id}
          file={evidence}
          at={evidence.at}
          sought={soughtOfCase(request.data, evidence.stated, evidence.columns ?? {})}
          reported={reported}
        />
      ) : null}
      {evidence.mediaType.startsWith('image/') ? (
        <Image
          src={href}
          alt={`Evidence: ${evidence.fileName}`}
          width={640}
          height={480}
          unoptimized
          className="h-auto max-w-full rounded border border-line"
        />
      ) : null}
    </section>
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

function Check({ evidence: { check, at }, attributeName }: { evidence: SuppliedEvidence; attributeName: string }) {
  if (check.result === 'not-searchable') return <p className="text-muted">It holds no text that could be searched: look at it.</p>;
  return (
    <ul aria-label="What the search found" className="flex flex-col gap-0.5">
      {check.keys.map(({ code, found }) => (
        <li key={code}>
          {code}: {FOUND_WORDS[found]}
        </li>
      ))}
      <li>
        {attributeName}: {FOUND_WORDS[check.value]}
        {at === null ? '' : `, ${placeInWords(at)}`}
      </li>
    </ul>
  );
}
