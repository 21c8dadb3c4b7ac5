import { Badge } from '#components/ui/badge';
import { formatCount } from '#components/ui/count-chips';
import { HashChip } from '#components/ui/hash-chip';
import { Proof } from '#components/ui/proof';
import { TermLink } from '#components/ui/term-link';
import type { VersionView } from '#contract/views/version-views';
import { acceptancePlan } from '#domain/phases/sample-selection/acceptance';
import { isReplaceable } from '#domain/phases/sample-selection/draw-design';
import { DRAW_METHOD_LABELS, type DrawFact } from '#domain/phases/sample-selection/facts';
import { designInWords, sizeInWords } from '#domain/phases/sample-selection/words';
import { OperatingCurve } from './operating-curve';
import type { DrawFacts } from './read-draw-facts';
import { ReplaceExcluded } from './replace-excluded';
import { SecondStage } from './second-stage';

/** Every draw ever made for this version's content, in order: how often it was drawn is part of the record. */
export function DrawsList({ version, facts }: { version: VersionView; facts: DrawFacts }) {
  const made = facts.draws.filter(({ draw }) => draw.method !== 'approver').length;
  const extended = new Set(
    facts.draws.flatMap(({ draw }) => (draw.design?.kind === 'two-stage' && draw.design.extends !== null ? [draw.design.extends] : [])),
  );
  return (
    <aside aria-labelledby="draws-title" className="flex min-w-0 flex-col gap-3">
      <h2 id="draws-title" className="text-base font-semibold">
        {made === 0 ? 'No draws yet' : made === 1 ? 'Drawn once' : `Drawn ${made} times`}
      </h2>
      {facts.population ? (
        <p className="text-sm text-muted">
          From {formatCount(facts.population.count)} records of {facts.population.fileName}
          {facts.population.asOfDate ? `, as of ${facts.population.asOfDate}` : ''}.
        </p>
      ) : (
        <p className="text-sm text-muted">No population is pinned yet.</p>
      )}
      <ol className={version.status === 'draft' ? 'flex flex-col' : 'grid gap-x-10 sm:grid-cols-2 xl:grid-cols-3'}>
        {facts.draws.map(({ key, label, draw }) => (
          <li key={key} className="flex flex-col gap-1 border-t border-line py-3 text-sm">
            <div className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{label}</span>
              <Badge hue={draw.method === 'approver' ? 'active' : 'idle'}>{DRAW_METHOD_LABELS[draw.method]}</Badge>
              <span className="tabular ml-auto">
                {formatCount(draw.drawn)} {draw.drawn === 1 ? 'record' : 'records'}
              </span>
            </div>
            <p className="text-xs text-muted">
              {sizeWords(draw)} By {draw.by}.
            </p>
            {draw.design ? <p className="text-xs text-muted">{designInWords(draw.design)}</p> : null}
            <DrawCurve draw={draw} />
            {draw.reason ? <p className="text-xs">“{draw.reason}”</p> : null}
            {draw.replaced.length > 0 ? (
              <p className="text-xs text-muted">
                {draw.replaced.length === 1 ? '1 excluded record was' : `${formatCount(draw.replaced.length)} excluded records were`}{' '}
                replaced by the next hash rank.
              </p>
            ) : null}
            <Proof>
              <p>
                Drawn by <TermLink term="hash-rank">{draw.methodVersion}</TermLink>
              </p>
              {draw.seed ? (
                <p>
                  <TermLink term="seed">Seed</TermLink> <HashChip hash={draw.seed} label="Seed" />
                </p>
              ) : null}
              <p>
                Drawn keys <HashChip hash={draw.keysHash} label="Hash of the drawn keys" />
              </p>
            </Proof>
            {version.status === 'draft' &&
            draw.design?.kind === 'two-stage' &&
            draw.design.stage === 1 &&
            draw.design.total > draw.drawn &&
            !extended.has(key) ? (
              <SecondStage version={version} drawKey={key} records={draw.design.total - draw.design.firstStage} />
            ) : null}
            {isReplaceable(draw.method) && version.status === 'draft' && !extended.has(key) ? (
              <ReplaceExcluded version={version} drawKey={key} replaced={draw.replaced.length} />
            ) : null}
            {facts.population && facts.population.hash !== draw.population.hash ? (
              <Badge hue="warn">Drawn from an earlier population</Badge>
            ) : null}
          </li>
        ))}
      </ol>
    </aside>
  );
}

/** The operating curve of a draw's plan, folded; nothing where it was drawn by none. */
function DrawCurve({ draw }: { draw: DrawFact }) {
  const plan = acceptancePlan(draw);
  if (plan === null) return null;
  const tolerable = draw.size === null || draw.size.by === 'hand' ? null : Number(draw.size.tolerablePercent);
  return (
    <details>
      <summary className="w-fit cursor-pointer rounded-sm text-xs text-muted hover:text-ink">How likely it accepts</summary>
      <OperatingCurve plan={plan} markPercent={tolerable} className="mt-1.5" />
    </details>
  );
}

function sizeWords(draw: DrawFact): string {
  if (draw.size !== null) return `${sizeInWords(draw)}.`;
  return draw.keys.length > 0 ? `${formatCount(draw.keys.length)} named by key.` : '';
}
