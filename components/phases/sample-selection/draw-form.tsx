'use client';
import { useId, useState } from 'react';
import { requestDraw } from '#actions/request-draw';
import { useCommand } from '#client/use-command';
import { useVersionSummary } from '#client/version-summary';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { Dialog } from '#components/ui/dialog';
import { Field } from '#components/ui/field';
import { Textarea } from '#components/ui/input';
import { ErrorState, Skeleton } from '#components/ui/states';
import { TermLink } from '#components/ui/term-link';
import type { VersionView } from '#contract/views/version-views';
import { FormSection } from '../../ui/form-section';
import { DrawMethodChoice, methodHelp } from './draw-method';
import { isPlanned } from './draw-plan-settings';
import { type DrawSettings, drawBlocked, drawRequest, EMPTY_DRAW } from './draw-settings';
import { DrawSize } from './draw-size';
import { DrawsList } from './draws-list';
import { JudgmentalForm } from './judgmental-form';
import { LobRuleForm } from './lob-rule-form';
import { MixForm } from './mix-form';
import { MonetaryForm } from './monetary-form';
import { readDrawFacts } from './read-draw-facts';
import { StratifiedForm } from './stratified-form';
import { TwoStageTable } from './two-stage-table';

/** Draws records into a draft of Sample Selection, beside the draws already made. */
export function DrawForm({ version }: { version: VersionView }) {
  const summary = useVersionSummary(version.id);
  if (summary.error) return <ErrorState message={summary.error.message} onRetry={() => void summary.refetch()} />;
  if (!summary.data) return <FormSkeleton />;
  const facts = readDrawFacts(summary.data.facts);
  if (version.status !== 'draft')
    return (
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-6 md:px-6">
        <DrawsList version={version} facts={facts} />
      </div>
    );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="grid max-w-6xl gap-x-10 gap-y-8 px-4 py-6 md:px-6 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="min-w-0">
          <DrawSettingsForm
            key={facts.lob ? `${facts.lob.column}/${Object.keys(facts.lob.map).length}` : 'none'}
            version={version}
            facts={facts}
            lobNames={summary.data.lobNames}
          />
        </div>
        <DrawsList version={version} facts={facts} />
      </div>
    </div>
  );
}

interface DrawSettingsFormProps {
  version: VersionView;
  facts: ReturnType<typeof readDrawFacts>;
  /** Names of the installation's active lines of business. */
  lobNames: readonly string[];
}

function DrawSettingsForm({ version, facts, lobNames }: DrawSettingsFormProps) {
  const id = useId();
  const [settings, setSettings] = useState<DrawSettings>({
    ...EMPTY_DRAW,
    lobColumn: facts.lob?.column ?? '',
    lobMap: facts.lob?.map ?? {},
  });
  const [asking, setAsking] = useState(false);
  const command = useCommand(requestDraw);
  const locked =
    version.actions.request_work.why ?? (facts.population ? null : 'The approved Planning version pins no data file to draw from.');
  const blocked = locked ?? drawBlocked(settings);
  const change = (part: Partial<DrawSettings>): void => setSettings((before) => ({ ...before, ...part }));
  const population = facts.population?.columns ?? [];
  const drawn = facts.draws.filter(({ draw }) => draw.method !== 'approver').length;
  const label = ({ column, code }: { column: string; code: string }): string => (code === column ? code : `${code} (${column})`);
  const columns = population.map((each) => ({ value: each.column, label: label(each) }));
  const recordColumns = population.filter((each) => each.included).map((each) => ({ value: each.code, label: label(each) }));
  const byTable = settings.method === 'stratified' && settings.allocation === 'table';
  const sized = settings.method === 'random' || (isPlanned(settings.method) && !byTable);
  const asksReason = sized ? settings.sizeKind === 'hand' : settings.method !== 'two-stage';
  const start = (): void =>
    void command.send({ versionId: version.id, seenEditRevision: version.editRevision, params: drawRequest(settings) });
  return (
    <div className="flex flex-col gap-8">
      {locked ? <p className="rounded-md border border-line bg-sunken px-3 py-2 text-sm text-muted">{locked}</p> : null}
      <FormSection title="Method" help={methodHelp(settings.method)}>
        <DrawMethodChoice value={settings.method} onChange={(method) => change({ method })} />
      </FormSection>
      {settings.method === 'stratified' ? (
        <StratifiedForm versionId={version.id} settings={settings} onChange={change} recordColumns={recordColumns} />
      ) : null}
      {settings.method === 'monetary-unit' ? (
        <MonetaryForm versionId={version.id} settings={settings} onChange={change} recordColumns={recordColumns} />
      ) : null}
      {settings.method === 'mix' ? (
        <MixForm versionId={version.id} settings={settings} onChange={change} recordColumns={recordColumns} />
      ) : null}
      {settings.method === 'two-stage' ? <TwoStageTable population={facts.population?.count ?? null} /> : null}
      {sized ? (
        <DrawSize
          settings={settings}
          onChange={change}
          population={facts.population?.count ?? null}
          monetary={settings.method === 'monetary-unit'}
        />
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
        <Field label="Reason" htmlFor={`${id}-reason`} required hint="Kept with the draw; the approver sees it.">
          <Textarea id={`${id}-reason`} rows={2} value={settings.reason} onChange={(event) => change({ reason: event.target.value })} />
        </Field>
      ) : null}
      <FormSection title="Line of business">
        <LobRuleForm settings={settings} onChange={change} columns={columns} lobNames={lobNames} />
      </FormSection>
      <div className="flex flex-wrap items-center gap-3 border-t border-line pt-4">
        <Button variant="primary" busy={command.busy} disabledReason={blocked} onClick={() => (drawn === 0 ? start() : setAsking(true))}>
          {drawn === 0 ? 'Draw' : 'Draw again…'}
        </Button>
        <span className="text-sm text-muted">
          {blocked ??
            (drawn === 0
              ? seedWords
              : 'Records drawn before stay. Every draw is kept, and the approver is shown how often records were drawn.')}
        </span>
        {command.state.step === 'refused' || command.state.step === 'unconfirmed' ? (
          <p role="alert" className="basis-full text-sm text-bad">
            {command.state.message}
          </p>
        ) : null}
      </div>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title="Draw again?"
        description={`Records were drawn ${drawn === 1 ? 'once' : `${formatCount(drawn)} times`} already. They stay, and the approver is shown how often records were drawn.`}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Cancel</Button>
            <Button
              variant="primary"
              onClick={() => {
                setAsking(false);
                start();
              }}
            >
              Draw again
            </Button>
          </>
        }
      />
    </div>
  );
}

const seedWords = (
  <>
    The server makes the <TermLink term="seed">seed</TermLink>; every <TermLink term="draw">draw</TermLink> is kept.
  </>
);

function FormSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="flex w-full max-w-6xl flex-col gap-4 px-4 py-6 md:px-6">
      <Skeleton className="h-5 w-32" />
      <Skeleton className="h-8 w-72" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-8 w-72" />
    </div>
  );
}
