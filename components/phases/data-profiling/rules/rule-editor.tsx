'use client';
import { useId, useState } from 'react';
import { useRuleTrial } from '#client/rules';
import { useDraft } from '#components/item-grid/draft-context';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { Input, Select, Textarea } from '#components/ui/input';
import { useKeptForm } from '#components/ui/use-kept-text';
import type { ItemRow } from '#contract/views/row-views';
import type { VersionView } from '#contract/views/version-views';
import { DIMENSIONS, type Rule, ruleSchema, SEVERITIES } from '#domain/phases/data-profiling/rule-item';
import type { ProfiledAttribute } from '#domain/rules/rule-attribute';
import { ExpressionEditor } from './expression-editor';
import { changeOf, draftOf, EMPTY_RULE, newRuleRow, problemsOf, type RuleDraft, ruleDraftSchema, saveBlocked } from './rule-draft';
import { RuleProof } from './rule-proof';
import { TrialLine } from './trial-line';

interface RuleEditorProps {
  version: VersionView;
  /** The rule that is edited; null for a new one. */
  row: ItemRow | null;
  attributes: readonly ProfiledAttribute[];
  taken: ReadonlySet<string>;
  onSaved: (key: string) => void;
}

function ruleOf(row: ItemRow | null): Rule | null {
  const parsed = ruleSchema.safeParse(row?.data);
  return parsed.success ? parsed.data : null;
}

/** One rule: written or edited, tried on the population before it is saved, then kept in the draft. */
export function RuleEditor({ version, row, attributes, taken, onSaved }: RuleEditorProps) {
  const id = useId();
  const edits = useDraft();
  const trial = useRuleTrial(version.id);
  /** The row as the form began with it, or kept it last: what the person saw in the fields they change. */
  const [opened, setOpened] = useState(row);
  const saved = ruleOf(row);
  const [begun] = useState<RuleDraft>(saved === null ? EMPTY_RULE : draftOf(saved));
  const typed = useKeptForm(`rule ${version.id} ${row?.key ?? ''} ${opened?.hash ?? ''}`, begun, ruleDraftSchema);
  const draft = typed.form;
  const [note, setNote] = useState('');
  const isNew = row === null;
  const readOnly = edits === null;
  const change = (part: Partial<RuleDraft>): void => {
    typed.set({ ...draft, ...part });
    setNote('');
    if ('expression' in part) trial.reset();
  };
  const problems = problemsOf(draft.expression, attributes);
  const locked = readOnly ? (version.actions.edit.why ?? 'This version cannot be edited.') : null;
  const tryBlocked =
    version.actions.request_work.why ?? (draft.expression.trim() === '' ? 'Write the expression first.' : (problems[0]?.message ?? null));
  const save = (): void => {
    if (edits === null) return;
    typed.sent();
    if (opened === null) {
      const added = newRuleRow(draft);
      edits.add(added, `New rule ${added.key}`);
      onSaved(added.key);
    } else {
      const edited = changeOf(draft);
      edits.set(opened, edited, `Edit of rule ${opened.key}`);
      setOpened({ ...opened, data: { ...opened.data, ...edited } });
    }
    setNote(
      problems.length > 0
        ? 'Saved with its problem; a rule that is included has to be mended.'
        : 'Saved. Run the rules to have its result.',
    );
  };
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        {isNew ? (
          <Field label="Code" htmlFor={`${id}-code`} required hint="Its key in every version; it cannot be changed later.">
            <Input id={`${id}-code`} value={draft.code} maxLength={200} onChange={(event) => change({ code: event.target.value })} />
          </Field>
        ) : null}
        <Field label="Name" htmlFor={`${id}-name`} required className={isNew ? undefined : 'sm:col-span-2'}>
          <Input id={`${id}-name`} value={draft.name} readOnly={readOnly} onChange={(event) => change({ name: event.target.value })} />
        </Field>
      </div>
      <ExpressionEditor
        value={draft.expression}
        attributes={attributes}
        readOnly={readOnly}
        onChange={(expression) => change({ expression })}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={trial.isPending} disabledReason={tryBlocked} onClick={() => trial.mutate(draft.expression)}>
          Try it
        </Button>
        <span className="min-w-0 text-sm text-muted" aria-live="polite">
          {trial.isPending ? (
            'Counting the population…'
          ) : trial.data ? (
            <TrialLine result={trial.data} />
          ) : saved?.result && saved.expression === draft.expression ? (
            <TrialLine result={saved.result} />
          ) : (
            'Counts the population without changing anything.'
          )}
        </span>
        {trial.error ? (
          <span role="alert" className="text-sm text-bad">
            {trial.error.message}
          </span>
        ) : null}
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="Attribute" htmlFor={`${id}-attribute`} hint="The one it is about.">
          <Select
            id={`${id}-attribute`}
            value={draft.attribute}
            disabled={readOnly}
            onChange={(event) => change({ attribute: event.target.value })}
          >
            <option value="">None in particular</option>
            {attributes.map(({ code }) => (
              <option key={code} value={code}>
                {code}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Dimension" htmlFor={`${id}-dimension`}>
          <Select
            id={`${id}-dimension`}
            value={draft.dimension}
            disabled={readOnly}
            onChange={(event) => change({ dimension: DIMENSIONS.find((each) => each === event.target.value) ?? draft.dimension })}
          >
            <Choices values={DIMENSIONS} />
          </Select>
        </Field>
        <Field label="Severity" htmlFor={`${id}-severity`}>
          <Select
            id={`${id}-severity`}
            value={draft.severity}
            disabled={readOnly}
            onChange={(event) => change({ severity: SEVERITIES.find((each) => each === event.target.value) ?? draft.severity })}
          >
            <Choices values={SEVERITIES} />
          </Select>
        </Field>
      </div>
      <Field label="Rationale" htmlFor={`${id}-rationale`} hint="Why the data should be so; the approver reads it.">
        <Textarea
          id={`${id}-rationale`}
          rows={2}
          value={draft.rationale}
          readOnly={readOnly}
          onChange={(event) => change({ rationale: event.target.value })}
        />
      </Field>
      {saved === null ? null : <RuleProof rule={saved} />}
      <div className="flex flex-wrap items-center gap-3 border-t border-line pt-4">
        <Button variant="primary" disabledReason={locked ?? saveBlocked(draft, taken, isNew)} onClick={save}>
          {isNew ? 'Add the rule' : 'Save the rule'}
        </Button>
        <span className="text-sm text-muted" aria-live="polite">
          {note}
        </span>
      </div>
    </div>
  );
}

function Choices({ values }: { values: readonly string[] }) {
  return values.map((value) => (
    <option key={value} value={value}>
      {value.charAt(0).toUpperCase() + value.slice(1)}
    </option>
  ));
}
