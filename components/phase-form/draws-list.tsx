import type { VersionView } from '#contract/views/version-views';
import type { DrawFact } from '#domain/phases/sample-facts';
import { Badge } from '#components/ui/badge';
import { formatCount } from '#components/ui/count-chips';
import { HashChip } from '#components/ui/hash-chip';
import type { DrawFacts } from './read-draw-facts';
import { ReplaceExcluded } from './replace-excluded';

const METHODS: Record<DrawFact['method'], string> = {
  random: 'Random',
  judgmental: 'Judgmental',
  'whole-population': 'Whole population',
  approver: 'Asked for in review',
};

/** Every draw ever made for this version's content, in order: how often it was drawn is part of the record. */
export function DrawsList({ version, facts }: { version: VersionView; facts: DrawFacts }) {
  const made = facts.draws.filter(({ draw }) => draw.method !== 'approver').length;
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
      <ol className="flex flex-col">
        {facts.draws.map(({ key, label, draw }) => (
          <li key={key} className="flex flex-col gap-1 border-t border-line py-3 text-sm">
            <div className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{label}</span>
              <Badge hue={draw.method === 'approver' ? 'active' : 'idle'}>{METHODS[draw.method]}</Badge>
              <span className="tabular ml-auto">
                {formatCount(draw.drawn)} {draw.drawn === 1 ? 'record' : 'records'}
              </span>
            </div>
            <p className="text-xs text-muted">
              {sizeWords(draw)} By {draw.by}.
            </p>
            {draw.reason ? <p className="text-xs">“{draw.reason}”</p> : null}
            {draw.replaced.length > 0 ? (
              <p className="text-xs text-muted">
                {draw.replaced.length === 1 ? '1 excluded record was' : `${formatCount(draw.replaced.length)} excluded records were`} replaced by the next hash rank.
              </p>
            ) : null}
            <p className="flex flex-wrap items-center gap-x-1 text-xs text-muted">
              {draw.seed ? (
                <>
                  Seed <HashChip hash={draw.seed} label="Seed" />
                </>
              ) : null}
              Keys <HashChip hash={draw.keysHash} label="Hash of the drawn keys" />
            </p>
            {draw.method === 'random' && version.status === 'draft' ? <ReplaceExcluded version={version} drawKey={key} replaced={draw.replaced.length} /> : null}
            {facts.population && facts.population.hash !== draw.population.hash ? <Badge hue="warn">Drawn from an earlier population</Badge> : null}
          </li>
        ))}
      </ol>
    </aside>
  );
}

function sizeWords(draw: DrawFact): string {
  if (draw.size?.by === 'table') return `Size by the AICPA table: risk ${draw.size.riskPercent} %, tolerable ${draw.size.tolerablePercent} %, expected ${draw.size.expectedPercent} %.`;
  if (draw.size?.by === 'hand') return `Size of the tester’s own: ${draw.size.reason}.`;
  if (draw.keys.length > 0) return `${formatCount(draw.keys.length)} named by key.`;
  return '';
}
