import { type IgnoreRules } from '#domain/item/ignore-rules';
import { decimalSql } from '../sql/item-filter-sql';
import type { SqlParams } from '../sql/sql-params';
import type { SameSql } from './changed-fields-sql';

/** SQL of whether two different values count as the same under the rules. Column names and the tolerance are bound. */
export function sameUnderRules({ rules, exactly }: Ignored, params: SqlParams): SameSql {
  const columns = rules.columns.length > 0 ? params.bind([...rules.columns]) : null;
  const reads = rules.whitespace || rules.letterCase || rules.tolerance !== null;
  const exact = reads && exactly.length > 0 ? params.bind([...exactly]) : null;
  const tolerance = rules.tolerance === null ? null : params.bind(rules.tolerance);
  return (field, before, after) => {
    const [left, right] = [`((${before}) #>> '{}')`, `((${after}) #>> '{}')`];
    const alike = [
      ...(rules.whitespace || rules.letterCase ? [`${written(left, rules)} is not distinct from ${written(right, rules)}`] : []),
      ...(tolerance === null ? [] : [`coalesce(abs(${decimalSql(left)} - ${decimalSql(right)}) <= ${tolerance}::numeric, false)`]),
    ].join(' or ');
    const readable = exact === null ? 'true' : `${field} <> all(${exact}::text[])`;
    const parts = [
      ...(columns === null ? [] : [`${field} = any(${columns}::text[])`]),
      ...(alike === '' ? [] : [`(${readable} and (${alike}))`]),
    ];
    return `(${parts.length === 0 ? 'false' : parts.join(' or ')})`;
  };
}

/** A text as far as the rules look at it; white space alone is blank. */
function written(text: string, rules: Ignored['rules']): string {
  const spaced = rules.whitespace ? `btrim(regexp_replace(coalesce(${text}, ''), '\\s+', ' ', 'g'))` : text;
  return rules.letterCase ? `lower(${spaced})` : spaced;
}

/** Rules of what is ignored. Fields that this person may not read are compared exactly: how far two values are apart says something of them. */
export interface Ignored {
  rules: IgnoreRules;
  exactly: readonly string[];
}
