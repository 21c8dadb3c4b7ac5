'use client';
import { useId, useState } from 'react';
import { requestDraw } from '#actions/request-draw';
import { useCommand } from '#client/use-command';
import { useVersionSummary } from '#client/version-summary';
import type { VersionView } from '#contract/views/version-views';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { Field } from '#components/ui/field';
import { Input, Textarea } from '#components/ui/input';
import { ErrorState, Skeleton, WiderScreen } from '#components/ui/states';
import { Segments } from '#components/ui/tabs';
import { DrawsList } from './draws-list';
import { drawBlocked, drawRequest, type DrawSettings, EMPTY_DRAW } from './draw-settings';
import { FormSection } from './form-section';
import { JudgmentalForm } from './judgmental-form';
import { LobRuleForm } from './lob-rule-form';
import { readDrawFacts } from './read-draw-facts';
import { SizeCalculator } from './size-calculator';

/** Draws records into a draft of Sample Selection, beside the draws already made. */
export function DrawForm({ version }: { version: VersionView }) {
  const summary = useVersionSummary(version.id);
  if (summary.error) return <ErrorState message={summary.error.message} onRetry={() => void summary.refetch()} />;
  if (!summary.data) return <FormSkeleton />;
  const facts = readDrawFacts(summary.data.facts);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="grid max-w-6xl gap-x-10 gap-y-8 px-4 py-6 md:px-6 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="min-w-0">
          <WiderScreen what="Drawing records" />
          <div className="hidden md:block">
            <DrawSettingsForm key={facts.lob ? `${facts.lob.column}/${Object.keys(facts.lob.map).length}` : 'none'} version={version} facts={facts} />
          </div>
        </div>
        <DrawsList version={version} facts={facts} />
      </div>
    </div>
  );
}

interface DrawSettingsFormProps {
  version: VersionView;
  facts: ReturnType<typeof readDrawFacts>;
}

function DrawSettingsForm({ version, facts }: DrawSettingsFormProps) {
  const id = useId();
  const [settings, setSettings] = useState<DrawSettings>({ ...EMPTY_DRAW, lobColumn: facts.lob?.column ?? '', lobMap: facts.lob?.map ?? {} });
  const command = useCommand(requestDraw);
  const locked = version.actions.request_work.why ?? (facts.population ? null : 'The approved Planning version pins no data file to draw from.');
  const blocked = locked ?? drawBlocked(settings);
  const change = (part: Partial<DrawSettings>): void => setSettings((before) => ({ ...before, ...part }));
  const population = facts.population?.columns ?? [];
  const label = ({ column, code }: { column: string; code: string }): string => (code === column ? code : `${code} (${column})`);
  const columns = population.map((each) => ({ value: each.column, label: label(each) }));
  const recordColumns = population.filter((each) => each.included).map((each) => ({ value: each.code, label: label(each) }));
  const asksReason = settings.method !== 'random' || settings.sizeKind === 'hand';
  const start = (): void => void command.send({ versionId: version.id, seenEditRevision: version.editRevision, params: drawRequest(settings) });
  return (
    <div className="flex flex-col gap-8">
      {locked ? <p className="rounded-md border border-line bg-sunken px-3 py-2 text-sm text-muted">{locked}</p> : null}
      <FormSection title="Method" help={METHOD_HELP[settings.method]}>
        <Segments
          label="Method"
          value={settings.method}
          onChange={(method) => change({ method })}
          segments={[
            { value: 'random', label: 'Random' },
            { value: 'judgmental', label: 'Judgmental' },
            { value: 'whole-population', label: 'Whole population' },
          ]}
        />
      </FormSection>
      {settings.method === 'random' ? (
        <FormSection title="Size">
          <Segments
            label="How the size is set"
            value={settings.sizeKind}
            onChange={(sizeKind) => change({ sizeKind })}
            segments={[
              { value: 'table', label: 'By the AICPA table' },
              { value: 'hand', label: 'A size of my own' },
            ]}
          />
          {settings.sizeKind === 'table' ? (
            <SizeCalculator settings={settings} onChange={change} population={facts.population?.count ?? null} />
          ) : (
            <Field label="Records to draw" htmlFor={`${id}-count`} className="max-w-48">
              <Input id={`${id}-count`} inputMode="numeric" value={settings.handCount} onChange={(event) => change({ handCount: event.target.value })} />
            </Field>
          )}
        </FormSection>
      ) : null}
      {settings.method === 'judgmental' ? (
        <FormSection title="Records">
          <JudgmentalForm versionId={version.id} settings={settings} onChange={change} recordColumns={recordColumns} />
        </FormSection>
      ) : null}
      {settings.method === 'whole-population' && facts.population ? (
        <p className="text-sm">All {formatCount(facts.population.count)} records of the population become samples.</p>
      ) : null}
      {asksReason ? (
        <Field label="Reason" htmlFor={`${id}-reason`} required hint="Kept with the draw; the reviewer sees it.">
          <Textarea id={`${id}-reason`} rows={2} value={settings.reason} onChange={(event) => change({ reason: event.target.value })} />
        </Field>
      ) : null}
      <FormSection title="Line of business">
        <LobRuleForm settings={settings} onChange={change} columns={columns} lobNames={[...new Set(Object.values(facts.lob?.map ?? {}))]} />
      </FormSection>
      <div className="flex flex-wrap items-center gap-3 border-t border-line pt-4">
        <Button variant="primary" busy={command.busy} disabledReason={blocked} onClick={start}>
          Draw
        </Button>
        <span className="text-sm text-muted">{blocked ?? 'The server makes the seed; every draw is kept.'}</span>
        {command.state.phase === 'refused' || command.state.phase === 'unconfirmed' ? (
          <p role="alert" className="basis-full text-sm text-bad">
            {command.state.message}
          </p>
        ) : null}
      </div>
    </div>
  );
}

const METHOD_HELP: Record<DrawSettings['method'], string> = {
  random: 'Each record is ranked by a hash of the seed and its key; the first ones are taken. Anybody can draw the same sample again from seed and population.',
  judgmental: 'Records you choose, with a reason. They are counted, never extrapolated.',
  'whole-population': 'Every record, where the population is small.',
};

function FormSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="flex w-full max-w-6xl flex-col gap-4 px-6 py-6">
      <Skeleton className="h-5 w-32" />
      <Skeleton className="h-8 w-72" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-8 w-72" />
    </div>
  );
}
