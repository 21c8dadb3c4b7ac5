'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useAnswers } from '#client/answers';
import { useItem } from '#client/item';
import { rowsOf, useItems } from '#client/items';
import { MaskedValue } from '#components/item-grid/grid-cell';
import { formatCount } from '#components/ui/count-chips';
import { RelativeTime } from '#components/ui/relative-time';
import { ScrollRegion } from '#components/ui/scroll-region';
import { versionHref } from '#contract/addresses';
import type { VersionView } from '#contract/views/version-views';
import type { DeviationRate } from '#domain/observing/deviation-rates';
import { ORIGINS, type OriginCounts } from '#domain/observing/origin-counts';
import { counted } from '#domain/phase/filters';
import { capitalised } from '#domain/phase/labels';
import { VERDICT_WORDS } from '#domain/phase/verdicts';
import { casesOf } from '#domain/phases/observation-management/filters';
import { caseLinkSchema, type Observation, observationSchema } from '#domain/phases/observation-management/observation-item';
import { ObservationChoices } from './observation-choices';
import { SeverityBadge } from './severity-badge';
import { useObservations } from './use-observations';

const linkSchema = caseLinkSchema.partial();
const CASE = { one: 'failing case', many: 'failing cases' };
/** Cases shown beside an observation; all of them stand in the list. */
const FIRST_CASES = 8;

interface ObservationViewProps {
  version: VersionView;
  itemKey: string;
}

/** One observation in full: its severity with every number, rates and counts, its cases, and what its data owner said. */
export function ObservationView({ version, itemKey }: ObservationViewProps) {
  const row = useItem(version.id, itemKey).data?.row;
  const observations = useObservations(version.id);
  const { data: observation } = observationSchema.safeParse(row?.data);
  const { data: link } = linkSchema.safeParse(row?.data);
  if (row === undefined) return null;
  if (observation === undefined)
    return link?.observation === undefined ? null : <OfCase version={version} observation={link.observation} />;
  const merged = [...(observations ?? [])].flatMap(([key, one]) => (one.mergedInto === itemKey ? [key] : []));
  const told = observation.mergedInto === null ? null : (observations?.get(observation.mergedInto) ?? null);
  return (
    <div className="@container flex flex-col gap-4 text-sm">
      {observations ? <ObservationChoices versionId={version.id} row={row} observation={observation} observations={observations} /> : null}
      {told ? (
        <p>
          Told with <strong>{told.title}</strong>, which says how grave it is.
        </p>
      ) : null}
      <AnswerOf version={version} itemKey={itemKey} />
      <Part title="Severity">
        <p className="mb-1 flex flex-wrap items-center gap-2">
          <SeverityBadge grade={observation.severity} />
          {observation.severity === observation.proposed ? (
            <span className="text-muted">as proposed</span>
          ) : (
            <span className="text-muted">
              proposed: {observation.proposed}
              {observation.severityReason === '' ? ', and no reason is given' : ''}
            </span>
          )}
        </p>
        <p className="text-muted">{observation.arithmetic}</p>
      </Part>
      {version.status === 'draft' ? null : <Remedy observation={observation} names={row.names ?? {}} />}
      <Part title={`Rates of ${observation.attributeName}`}>
        <Rates rates={observation.rates} />
      </Part>
      <Part title="Tested, by how records came into the sample">
        <Origins counts={observation.counts} />
      </Part>
      <Cases version={version} keys={[itemKey, ...merged]} count={observation.failed} merged={merged.length} />
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="eyebrow mb-1">{title}</h3>
      {children}
    </section>
  );
}

/** Who remedies it, until when and how; in a draft that is chosen above. */
function Remedy({ observation, names }: { observation: Observation; names: Readonly<Record<string, string>> }) {
  const { remediationOwner, remediationDue, remediationAction } = observation;
  const who = remediationOwner === null ? 'Nobody is named' : (names[remediationOwner] ?? 'Somebody');
  return (
    <Part title="Remediation">
      <p>
        {who}
        {remediationDue === null ? ', until no day' : `, until ${remediationDue}`}
        {remediationAction === '' ? '.' : `: ${remediationAction}`}
      </p>
    </Part>
  );
}

function OfCase({ version, observation }: { version: VersionView; observation: string }) {
  return (
    <p className="text-sm">
      Part of the observation{' '}
      <Link href={versionHref({ ...version, page: 'workspace', row: observation })} className="text-accent underline">
        {observation}
      </Link>
      .
    </p>
  );
}

/** What the data owner whom it names said of the observation as it is. */
function AnswerOf({ version, itemKey }: ObservationViewProps) {
  const asked = useAnswers(version.id).data?.rows.find(({ key }) => key === itemKey);
  if (asked === undefined) return null;
  const { answer, askedOf, needed } = asked;
  return (
    <Part title="Data owner">
      {answer !== null ? (
        <p>
          {VERDICT_WORDS[answer.verdict]} by {answer.by} <RelativeTime at={answer.at} />
          {answer.reason === '' ? '.' : `: ${answer.reason}`}
        </p>
      ) : askedOf === null ? (
        <p className="text-muted">Nobody owns this attribute any more.</p>
      ) : version.status === 'pending_approval' ? (
        <p className="text-muted">
          Waits for {askedOf}.{needed ? ' It is not approved before they answered, or the phase is due.' : ''}
        </p>
      ) : (
        <p className="text-muted">
          {version.status === 'draft' ? `${askedOf} is asked once it is submitted.` : `${askedOf} did not answer.`}
        </p>
      )}
    </Part>
  );
}

function Rates({ rates }: { rates: readonly DeviationRate[] }) {
  if (rates.length === 0) return <p className="text-muted">No random records were tested, so nothing is said of the population.</p>;
  return (
    <ul className="flex flex-col gap-1">
      {rates.map(({ draw, sample, deviations, upperPercent, tolerablePercent, riskPercent, method }) => (
        <li key={draw}>
          {formatCount(deviations)} of {formatCount(sample)} deviate: at most <strong className="tabular">{upperPercent} %</strong>
          <span className="text-muted">
            {' '}
            ({draw.replace(/^\$draw\//, 'draw ')}; risk {riskPercent} %, tolerable {tolerablePercent} %; {method})
          </span>
        </li>
      ))}
    </ul>
  );
}

function Origins({ counts }: { counts: OriginCounts }) {
  const tested = ORIGINS.filter((origin) => counts[origin].tested > 0);
  return (
    <table className="w-full text-left">
      <thead className="text-xs text-muted">
        <tr>
          <th className="font-normal">Origin</th>
          <th className="text-right font-normal">Tested</th>
          <th className="text-right font-normal">Failed</th>
          <th className="text-right font-normal">Inconclusive</th>
        </tr>
      </thead>
      <tbody className="tabular">
        {tested.map((origin) => (
          <tr key={origin} className="border-t border-line">
            <th scope="row" className="py-1 font-normal">
              {capitalised(origin)}
            </th>
            <td className="text-right">{formatCount(counts[origin].tested)}</td>
            <td className="text-right">{formatCount(counts[origin].failed)}</td>
            <td className="text-right">{formatCount(counts[origin].inconclusive)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CasesProps {
  version: VersionView;
  keys: readonly string[];
  /** Of the observation alone. */
  count: number;
  merged: number;
}

function Cases({ version, keys, count, merged }: CasesProps) {
  const filter = casesOf(keys);
  const { data } = useItems(version.id, { filter, limit: FIRST_CASES });
  const rows = rowsOf(data?.pages);
  const total = data?.pages[0]?.matching ?? count;
  const cell = (row: (typeof rows)[number], field: string): ReactNode =>
    row.masked.includes(field) ? <MaskedValue /> : String(row.data[field] ?? '–');
  return (
    <Part title={merged > 0 ? `${counted(total, CASE)}, with ${merged} merged` : counted(total, CASE)}>
      <ScrollRegion label="Cases">
        <table className="w-full text-left">
          <thead className="text-xs text-muted">
            <tr>
              {['Record', 'Reported', 'Evidence says', 'Difference'].map((label) => (
                <th key={label} className="pr-3 font-normal">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key} className="border-t border-line align-top">
                {['record', 'reported', 'value', 'difference'].map((field) => (
                  <td key={field} className="max-w-40 py-1 pr-3 break-words">
                    {cell(row, field)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <Link
        href={versionHref({ ...version, page: 'workspace', filter })}
        className="mt-1 inline-block text-accent underline decoration-line-strong underline-offset-2"
      >
        Show {total === 1 ? 'it' : `all ${formatCount(total)}`} in the list
      </Link>
    </Part>
  );
}
