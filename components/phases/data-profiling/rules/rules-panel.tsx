'use client';
import { parseAsString, useQueryState } from 'nuqs';
import { useEffect, useId, useMemo } from 'react';
import type { DraftView } from '#client/draft-queue';
import { rowsOf, useItems } from '#client/items';
import { withTyped } from '#client/typed-edits';
import { useVersionSummary } from '#client/version-summary';
import { useDraft } from '#components/item-grid/draft-context';
import { Field } from '#components/ui/field';
import { Select } from '#components/ui/input';
import { ErrorState, SkeletonRows } from '#components/ui/states';
import type { ItemRow } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import { FailuresViewer } from './failures-viewer';
import { attributesOf } from './rule-draft';
import { RuleEditor } from './rule-editor';
import { RuleImport } from './rule-import';

const NEW_RULE = '';

/** Writes, edits and tries rules, imports a file of them, and shows the records that fail one. The rule stands in the address. */
export function RulesPanel({ version }: { version: VersionView }) {
  const id = useId();
  const summary = useVersionSummary(version.id);
  const items = useItems(version.id, { limit: 500 });
  const edits = useDraft();
  const [chosen, setChosen] = useQueryState('rule', parseAsString.withOptions({ history: 'push' }));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = items;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const rows = useMemo(() => rowsOnScreen(rowsOf(items.data?.pages), edits?.typed), [items.data, edits?.typed]);
  const error = summary.error ?? items.error;
  if (error) return <ErrorState message={error.message} onRetry={() => void Promise.all([summary.refetch(), items.refetch()])} />;
  if (!summary.data || !items.data) return <SkeletonRows rows={12} label="Loading the rules" />;
  const attributes = attributesOf(summary.data.facts);
  const row = rows.find((each) => each.key === chosen) ?? null;
  const isDraft = version.status === 'draft';
  const failed = row !== null && isRecord(row.data.result) && typeof row.data.result.failed === 'number' ? row.data.result.failed : 0;
  return (
    <div className="min-h-0 flex-1 md:overflow-y-auto">
      <div className="flex max-w-5xl flex-col gap-8 px-4 py-6 md:px-6">
        <Field label="Rule" htmlFor={`${id}-rule`} className="max-w-xl">
          <Select
            id={`${id}-rule`}
            value={row?.key ?? NEW_RULE}
            onChange={(event) => void setChosen(event.target.value === NEW_RULE ? null : event.target.value)}
          >
            <option value={NEW_RULE}>{isDraft ? 'A new rule' : 'Choose a rule'}</option>
            {rows.map((each) => (
              <option key={each.key} value={each.key}>
                {typeof each.data.name === 'string' && each.data.name !== '' ? `${each.key}: ${each.data.name}` : each.key}
              </option>
            ))}
          </Select>
        </Field>
        {row !== null || isDraft ? (
          <RuleEditor
            key={row?.key ?? NEW_RULE}
            version={version}
            row={row}
            attributes={attributes}
            taken={new Set(rows.map((each) => each.key))}
            onSaved={(key) => void setChosen(key)}
          />
        ) : null}
        {row !== null && failed > 0 ? <FailuresViewer version={version} ruleKey={row.key} /> : null}
        {isDraft && row === null ? <RuleImport version={version} /> : null}
      </div>
    </div>
  );
}

/** Rows as typed: what is not saved yet counts as much. */
function rowsOnScreen(rows: readonly ItemRow[], typed: DraftView['typed'] | undefined): ItemRow[] {
  if (typed === undefined || typed.size === 0) return [...rows];
  const known = new Set(rows.map((row) => row.key));
  const edited = rows.flatMap((row) => {
    const data = withTyped(row.data, typed.get(row.key));
    return data === null ? [] : [{ ...row, data }];
  });
  const added = [...typed].flatMap(([key, edits]): ItemRow[] => {
    const data = known.has(key) ? null : withTyped(null, edits);
    return data === null ? [] : [{ key, data, hash: '', masked: [], verdict: null, feedback: null, openComments: 0 }];
  });
  return [...edited, ...added];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
