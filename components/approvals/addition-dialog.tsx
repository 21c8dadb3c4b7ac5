'use client';

import { useState } from 'react';
import { useMatchCount } from '#client/inquiry';
import { rowsOf, useItems } from '#client/items';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { describedBy, Field } from '#components/ui/field';
import { Input, Textarea } from '#components/ui/input';
import { Segments } from '#components/ui/tabs';
import { useKeptText } from '#components/ui/use-kept-text';
import type { VersionView } from '#contract/views/version-views';
import type { ItemFilter } from '#domain/item/item-filter';
import { phaseDefinition } from '#domain/phases/registry';
import { conditionWords } from '../item-grid/filter-words';
import { gridColumns } from '../item-grid/grid-columns';
import { type AskedBy, additionsOf, problemOf } from './addition-rules';
import { Conditions } from './conditions';
import { MatchLine } from './match-line';
import { useReview } from './review-draft';
import { useNamedColumns } from './use-named-columns';

const NO_FILTER: ItemFilter = { all: [] };

/** Asks for records by key, or for a number of those that match; says live how many there are to take. */
export function AdditionDialog({ version, onClose }: { version: VersionView; onClose: () => void }) {
  const review = useReview();
  const definition = phaseDefinition(version.phase);
  const noun = definition.itemNoun;
  const items = useItems(version.id, { limit: 50 });
  const recorded = gridColumns(
    { ...definition, fields: definition.fields.filter((field) => field.name === 'values') },
    rowsOf(items.data?.pages),
  ).filter((column) => column.recordColumn !== null);
  const columns = useNamedColumns(version, recorded);
  const [by, setBy] = useState<AskedBy>('filter');
  const [filter, setFilter] = useState<ItemFilter>(NO_FILTER);
  const [count, setCount] = useState('10');
  const keyText = useKeptText(`keys asked for of ${version.id}`);
  const reason = useKeptText(`additions to ${version.id}`);
  const [asked, setAsked] = useState(false);

  const keys = [...new Set(keyText.text.split('\n').map((line) => line.trim()))].filter((key) => key !== '');
  const wanted = by === 'filter' ? Number(count) : keys.length;
  const ready = by === 'filter' ? filter.all.length > 0 : keys.length > 0;
  const match = useMatchCount(
    ready ? { versionId: version.id, filter: by === 'filter' ? filter : NO_FILTER, keys: by === 'key' ? keys : [] } : null,
  );
  const available = ready && match.data && !match.isPlaceholderData ? match.data.available : null;
  const tooMany = available !== null && wanted > available;
  const problem = problemOf({
    by,
    ready,
    wanted,
    available,
    missing: by === 'key' ? (match.data?.missingKeys.length ?? 0) : 0,
    reason: reason.text,
  });
  const close = () => {
    keyText.sent();
    reason.sent();
    onClose();
  };
  const submit = () => {
    setAsked(true);
    if (problem !== null) return;
    review.add(
      additionsOf({
        by,
        filter,
        keys,
        wanted,
        reason: reason.text.trim(),
        words: filter.all.map((condition) => conditionWords(condition, columns, definition.keyLabel)).join(' and '),
      }),
    );
    close();
  };
  return (
    <Dialog
      open
      width="md"
      onOpenChange={(open) => {
        if (!open) close();
      }}
      title={`Ask for additional ${noun.many}`}
      description="They go back with your request for changes. The preparer accepts or answers each of them."
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" onClick={submit} disabledReason={asked || tooMany ? problem : null}>
            Add to the request
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 pb-2">
        <Segments
          label="How to ask"
          value={by}
          onChange={(next) => {
            setBy(next);
            setAsked(false);
          }}
          segments={[
            { value: 'filter', label: 'More records where …' },
            { value: 'key', label: 'Records by key' },
          ]}
        />
        {by === 'filter' ? (
          <>
            <Field label={`How many ${noun.many}`} htmlFor="addition-count">
              <Input
                id="addition-count"
                type="number"
                min={1}
                max={10_000}
                inputMode="numeric"
                className="tabular max-w-28"
                value={count}
                onChange={(event) => setCount(event.target.value)}
              />
            </Field>
            <div>
              <p className="mb-1 text-xs font-medium">Where</p>
              <Conditions columns={columns} keyLabel={definition.keyLabel} filter={filter} onChange={setFilter} />
            </div>
          </>
        ) : (
          <Field label={`${definition.keyLabel} keys`} htmlFor="addition-keys" hint="One a line">
            <Textarea
              id="addition-keys"
              className="font-mono text-xs"
              rows={4}
              value={keyText.text}
              aria-describedby={describedBy('addition-keys', { hint: true })}
              onChange={(event) => keyText.set(event.target.value)}
            />
          </Field>
        )}
        {ready ? (
          <MatchLine match={match.data ?? null} error={match.error?.message ?? null} asking={match.isFetching} wanted={wanted} />
        ) : null}
        <Field label="Reason" htmlFor="addition-reason" required>
          <Textarea id="addition-reason" rows={2} value={reason.text} onChange={(event) => reason.set(event.target.value)} />
        </Field>
        {asked && problem ? (
          <p role="alert" className="text-sm text-bad">
            {problem}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
