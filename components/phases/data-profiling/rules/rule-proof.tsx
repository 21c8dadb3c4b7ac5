import { HashChip } from '#components/ui/hash-chip';
import { Proof } from '#components/ui/proof';
import type { Rule } from '#domain/phases/data-profiling/rule-item';

/** What a rule and its result can be checked by: the pack it came with, and the hashes that its result cites. */
export function RuleProof({ rule: { pack, activityYear, result } }: { rule: Rule }) {
  return (
    <div className="flex flex-col gap-1">
      {pack ? (
        <p className="text-xs text-muted">
          From {pack}
          {activityYear ? `, for ${activityYear}` : ''}.
        </p>
      ) : null}
      {result === null ? null : (
        <Proof>
          {result.rule === undefined ? null : (
            <p>
              Rule <HashChip hash={result.rule} label="Hash of the rule" />
            </p>
          )}
          <p>
            Population <HashChip hash={result.population} label="Hash of the population it was run on" />
          </p>
        </Proof>
      )}
    </div>
  );
}
