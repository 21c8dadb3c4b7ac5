import { HashChip } from '#components/ui/hash-chip';
import { Proof } from '#components/ui/proof';
import { ruleHash } from '#domain/phases/data-profiling/rule-hash';
import type { Rule } from '#domain/phases/data-profiling/rule-item';

/** What a rule and its result can be checked by: the pack it came with, its hash, and what its result cites. */
export function RuleProof({ rule }: { rule: Rule }) {
  const { pack, activityYear, result } = rule;
  const own = ruleHash(rule);
  return (
    <div className="flex flex-col gap-1">
      {pack ? (
        <p className="text-xs text-muted">
          From {pack}
          {activityYear ? `, for ${activityYear}` : ''}.
        </p>
      ) : null}
      <Proof>
        <p>
          Rule <HashChip hash={own} label="Hash of the rule" />
        </p>
        {result === null ? null : (
          <>
            {result.rule === undefined ? null : (
              <p>
                {result.rule === own ? 'Result of this rule' : 'Result of an earlier rule'}{' '}
                <HashChip hash={result.rule} label="Hash of the rule that was run" />
              </p>
            )}
            <p>
              Population <HashChip hash={result.population} label="Hash of the population it was run on" />
            </p>
          </>
        )}
      </Proof>
    </div>
  );
}
