import { formatCount } from '#components/ui/count-chips';
import { deciderWords, decisionBehind, signature } from '#components/version/decider-words';
import type { DiffRow, EffectsView } from '#contract/views/diff-views';
import type { VersionRef } from '#contract/views/row-views';
import type { DecisionRecord, VersionSummary, VersionView } from '#contract/views/version-views';
import { versionInWords } from '#domain/phase/chain-address';
import { effectsSentence } from '#domain/phase/effects-sentence';
import { phaseDefinition } from '#domain/phases/registry';
import type { Decision } from '#domain/version/commands';
import { VERSION_STATUS_LABELS } from '#domain/version/version-status';
import { PrintBar } from './print-bar';
import { SheetChanges } from './sheet-changes';
import { Figures, Lines, SheetSection, utcWords } from './sheet-parts';

const DECIDED: Record<Decision, string> = {
  approve: 'Approved',
  sign: 'Signed',
  request_changes: 'Requested changes',
  reject: 'Rejected',
};

/** What came from an earlier cycle, and what did not; blank where nothing did. */
function carriedLine({ carried, phase }: VersionView): string {
  if (carried === null) return '';
  const { itemNoun } = phaseDefinition(phase);
  const left = carried.left.map(({ key, why }) => `${key}: ${why}`).join(' ');
  const came = `${carried.cycle}, version ${carried.number}: ${formatCount(carried.count)} ${carried.count === 1 ? itemNoun.one : itemNoun.many}, undecided.`;
  return left === '' ? came : `${came} Not carried: ${left}`;
}

interface VersionSheetProps {
  sheet: {
    version: VersionView;
    summary: VersionSummary;
    effects: EffectsView;
    base: VersionRef | null;
    rows: readonly DiffRow[];
    matching: number;
  };
  printed: { by: string; at: string };
  demo: boolean;
  backHref: string;
}

/** A version as the paper an examiner keeps: what it is, the decision, what it comes to, every change, and the hashes to check it by. */
export function VersionSheetView({ sheet, printed, demo, backHref }: VersionSheetProps) {
  const { version, summary, effects, base, rows, matching } = sheet;
  const definition = phaseDefinition(version.phase);
  const title = versionInWords(version, version.number);
  const behind = decisionBehind(version);
  const sentence = effectsSentence(effects.sections);
  const count = (n: number) => n.toLocaleString('en-US');
  return (
    <main id="content" className="mx-auto max-w-[210mm] bg-surface px-4 py-8 sm:px-10 text-ink print:max-w-none print:p-0" data-sheet>
      <PrintBar backHref={backHref} />
      <header>
        <p className="text-sm text-muted">
          {version.reportName} · {version.cycleName}
          {demo ? ' · Fictional data' : ''}
        </p>
        <h1 className="text-xl font-semibold">{title}</h1>
        <p className="text-sm">
          {VERSION_STATUS_LABELS[version.status]}
          {sentence === '' ? '' : ` · ${sentence}`}
        </p>
      </header>
      <SheetSection title="The version">
        <Lines
          lines={[
            ['Why it came', behind ? `“${version.reason}” ${signature(behind)}` : version.reason || 'First version of this phase.'],
            ['Note', version.note],
            ['Made', utcWords(version.createdAt)],
            [
              'Submitted',
              version.submittedAt && `${utcWords(version.submittedAt)}${version.submittedBy ? ` by ${version.submittedBy.name}` : ''}`,
            ],
            ['Decided', version.decidedAt && utcWords(version.decidedAt)],
            ['Worked on by', version.authors.map(({ name }) => name).join(', ')],
            [
              'Built from',
              version.upstream.map((input) => `${versionInWords(input, input.number)}${input.stale ? ' (stale)' : ''}`).join(', '),
            ],
            ['Carried from', carriedLine(version)],
            ['Content', `${count(version.itemCount)} ${version.itemCount === 1 ? definition.itemNoun.one : definition.itemNoun.many}`],
          ]}
        />
      </SheetSection>
      <SheetSection title="Decisions">
        {version.decisions.length === 0 ? <p className="text-sm text-muted">Nobody has decided on a version of this phase yet.</p> : null}
        <ol>
          {version.decisions.map((decision) => (
            <SheetDecision key={decision.commandId} decision={decision} />
          ))}
        </ol>
      </SheetSection>
      {effects.sections.length > 0 ? (
        <SheetSection title={`What it comes to${base ? `, beside version ${base.number}` : ''}`}>
          <Figures sections={effects.sections} />
        </SheetSection>
      ) : null}
      <SheetSection title="Summary">
        <Figures sections={summary.sections} />
      </SheetSection>
      <SheetSection title={base ? `All changes from version ${base.number}` : `All ${definition.itemNoun.many} and facts`}>
        <p className="mb-1 text-xs text-muted">
          {rows.length < matching
            ? `The first ${count(rows.length)} of ${count(matching)}, by key; the CSV of the comparison holds them all.`
            : `${count(matching)} in all.`}
        </p>
        {rows.length > 0 ? (
          <SheetChanges
            definition={definition}
            rows={rows}
            head={`${version.reportName}, ${title}${version.versionHash ? ` · version hash ${version.versionHash}` : ''}`}
          />
        ) : null}
      </SheetSection>
      <SheetSection title="To check it by">
        <Lines
          lines={[
            ['Content hash', hash(version.contentHash)],
            ['Version hash', hash(version.versionHash)],
            [
              'Version',
              <span key="id" className="font-mono text-xs break-all">
                {version.id}
              </span>,
            ],
            ['Printed', `${utcWords(printed.at)} by ${printed.by}`],
          ]}
        />
        <p className="mt-2 text-xs text-muted">
          The hashes are computed as docs/record-format.md says, and bind every entry of the report’s trail. What stands here is what{' '}
          {printed.by} may see: confidential values of others stay masked.
        </p>
      </SheetSection>
    </main>
  );
}

function hash(text: string | null) {
  return text === null ? 'None yet: a draft has no hash' : <span className="font-mono text-xs break-all">{text}</span>;
}

function SheetDecision({ decision }: { decision: DecisionRecord }) {
  return (
    <li className="break-inside-avoid border-b border-line py-1 text-sm">
      <p>
        <span className="font-medium">{DECIDED[decision.decision]}</span> version {decision.versionNumber}: {deciderWords(decision)},{' '}
        {utcWords(decision.at)}
      </p>
      {decision.comment === '' ? null : <p className="break-words whitespace-pre-wrap">“{decision.comment}”</p>}
      {decision.brokenGlass.map((reason) => (
        <p key={reason} className="text-muted">
          Glass broken: {reason}
        </p>
      ))}
      <p className="font-mono text-xs break-all text-muted">{decision.versionHash}</p>
    </li>
  );
}
