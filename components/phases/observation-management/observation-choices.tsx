'use client';
import { useId } from 'react';
import { useNameablePeople } from '#client/nameable-people';
import { useDraft } from '#components/item-grid/draft-context';
import { Field } from '#components/ui/field';
import { Select } from '#components/ui/input';
import type { ItemRow } from '#contract/views/row-views';
import { personToken } from '#domain/people/person-token';
import type { Observation } from '#domain/phases/observation-management/observation-item';

interface ObservationChoicesProps {
  versionId: string;
  row: ItemRow;
  observation: Observation;
  observations: ReadonlyMap<string, Observation>;
}

/** What is chosen from a list in a draft: with which other observation one is told, and who remedies it. */
export function ObservationChoices({ versionId, row, observation, observations }: ObservationChoicesProps) {
  const id = useId();
  const draft = useDraft();
  const people = useNameablePeople(draft === null ? null : versionId).data?.people ?? [];
  if (draft === null) return null;
  const { mergedInto, remediationOwner } = observation;
  const isTarget = [...observations.values()].some((one) => one.mergedInto === row.key);
  const targets = [...observations].filter(([key, one]) => key !== row.key && one.mergedInto === null);
  const known = people.some((person) => personToken(person.id) === remediationOwner);
  return (
    <div className="grid gap-3 @sm:grid-cols-2">
      <Field
        label="Told with"
        htmlFor={`${id}-merged`}
        hint={
          isTarget ? 'Others are told with it: it stands by itself.' : 'Its cases stay; severity and disposition are those of the other.'
        }
      >
        <Select
          id={`${id}-merged`}
          value={mergedInto ?? ''}
          disabled={isTarget}
          aria-describedby={`${id}-merged-hint`}
          onChange={(event) => draft.set(row, { mergedInto: event.target.value || null }, `Merge of ${row.key}`)}
        >
          <option value="">Stands by itself</option>
          {targets.map(([key, one]) => (
            <option key={key} value={key}>
              {one.position} {one.title}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Remedied by" htmlFor={`${id}-remedied`}>
        <Select
          id={`${id}-remedied`}
          value={remediationOwner ?? ''}
          onChange={(event) => draft.set(row, { remediationOwner: event.target.value || null }, `Remediation of ${row.key}`)}
        >
          <option value="">Nobody yet</option>
          {remediationOwner !== null && !known ? (
            <option value={remediationOwner}>{row.names?.[remediationOwner] ?? 'Somebody else'}</option>
          ) : null}
          {people.map((person) => (
            <option key={person.id} value={personToken(person.id)}>
              {person.name}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}
