'use client';
import { Plus, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useId, useState } from 'react';
import { startOwnReport } from '#actions/start-own-report';
import { useCycles } from '#client/cycles';
import { useCommand } from '#client/use-command';
import { VersionChoice } from '#components/progress/version-choice';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { FormSection } from '#components/ui/form-section';
import { IconButton } from '#components/ui/icon-button';
import { Input, Select } from '#components/ui/input';
import { PageHeader } from '#components/ui/page-header';
import { ErrorState, ForbiddenState, SkeletonRows } from '#components/ui/states';
import { useOnBrowser } from '#components/ui/use-on-browser';
import { reportHref } from '#contract/addresses';
import type { StartOwnReportInput } from '#contract/administration-inputs';
import type { CyclesView } from '#contract/views/work-views';
import type { Result } from '#domain/refusals';
import { type OwnReport, ownReportBlocked, ownReportInput, proposedOwnReport } from './own-report';
import { OwnReportCycle } from './own-report-cycle';

const MINUTE_MS = 60_000;

/** Report, cycle, people and dates in one form; Planning opens at once. */
export function StartOwnReport() {
  const cycles = useCycles();
  const onBrowser = useOnBrowser();
  if (cycles.error) return <ErrorState message={cycles.error.message} onRetry={() => void cycles.refetch()} />;
  if (!cycles.data || !onBrowser) return <SkeletonRows rows={10} label="Loading" />;
  if (!cycles.data.create.allowed) return <ForbiddenState>{cycles.data.create.why}</ForbiddenState>;
  return <OwnReportForm view={cycles.data} />;
}

/** The day that it is where the reader is, as ISO date. */
function readersToday(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 10);
}

function OwnReportForm({ view }: { view: CyclesView }) {
  const id = useId();
  const router = useRouter();
  const [today] = useState(readersToday);
  const [own, setOwn] = useState<OwnReport>(() => proposedOwnReport(view.cycles, today));
  const [made, setMade] = useState<string | null>(null);
  const command = useCommand(async (input: StartOwnReportInput): Promise<Result<{ commandId: string }>> => {
    const result = await startOwnReport(input);
    if (result.ok) setMade(result.value.cycleReportId);
    return result;
  });
  const started = command.state.step === 'applied';
  useEffect(() => {
    if (made && started) router.replace(reportHref(made));
  }, [made, started, router]);
  const change = (part: Partial<OwnReport>): void => setOwn((before) => ({ ...before, ...part }));
  const { startsBy } = view;
  const cycle = view.cycles.find((each) => each.id === own.cycleId) ?? own;
  const blocked = ownReportBlocked(own, cycle, startsBy);
  const send = async (): Promise<void> => {
    if (blocked) return;
    await command.send(ownReportInput(own, startsBy));
  };
  const text = (name: 'reportName' | 'regulator', label: string, options: { required?: boolean; hint?: string } = {}) => (
    <Field label={label} htmlFor={`${id}-${name}`} required={options.required} hint={options.hint}>
      <Input id={`${id}-${name}`} value={own[name]} onChange={(event) => change({ [name]: event.target.value })} />
    </Field>
  );
  const person = (name: 'ownerId' | 'testerId', label: string, people: readonly { id: string; name: string }[], hint: string) => (
    <Field label={label} htmlFor={`${id}-${name}`} required hint={hint}>
      <Select id={`${id}-${name}`} value={own[name]} onChange={(event) => change({ [name]: event.target.value })}>
        <option value="">Choose…</option>
        {people.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </Select>
    </Field>
  );
  return (
    <>
      <PageHeader
        trail={[{ label: 'Cycles', href: '/cycles' }]}
        title="Start with your own report"
        meta="One form makes the report, its cycle and the assignments, and opens Planning. Files are imported there."
      />
      <form
        className="flex max-w-3xl flex-col gap-8 px-4 pt-2 pb-8 md:px-6"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <FormSection title="Report">
          <div className="grid gap-4 sm:grid-cols-2">
            {text('reportName', 'Name', { required: true, hint: 'Such as “HMDA loan register”.' })}
            {text('regulator', 'Regulator')}
          </div>
        </FormSection>
        <FormSection title="People" help="The owner decides on what the tester prepares; they must be different people.">
          <div className="grid gap-4 sm:grid-cols-2">
            {person('ownerId', 'Report owner', view.owners, 'Approves samples and the other work products.')}
            {person('testerId', 'Tester', view.testers, 'Prepares and submits every work product.')}
          </div>
        </FormSection>
        <OwnReportCycle own={own} cycles={view.cycles} today={today} onChange={setOwn} />
        <FormSection title="Sources" help="Systems the attributes are read from. They can be added later.">
          <div className="flex flex-col gap-2">
            {own.sources.map((source, at) => (
              <div key={at} className="flex items-center gap-2">
                <Input
                  aria-label={`Source ${at + 1}`}
                  placeholder="Such as “Loan origination system”"
                  value={source}
                  onChange={(event) => change({ sources: own.sources.map((each, index) => (index === at ? event.target.value : each)) })}
                />
                <IconButton
                  size="sm"
                  label={`Remove source ${at + 1}`}
                  icon={<Trash2 />}
                  onClick={() => change({ sources: own.sources.filter((_, index) => index !== at) })}
                />
              </div>
            ))}
            <Button
              size="sm"
              className="self-start"
              icon={<Plus aria-hidden className="size-3.5" />}
              onClick={() => change({ sources: [...own.sources, ''] })}
            >
              Add a source
            </Button>
          </div>
        </FormSection>
        <VersionChoice
          startsBy={startsBy}
          chosen={own.version ?? { workflowType: startsBy, reason: '' }}
          onChange={(version) => change({ version })}
        />
        <div className="flex flex-wrap items-center gap-3 border-t border-line pt-4">
          <Button type="submit" variant="primary" busy={command.busy} disabledReason={blocked}>
            Start
          </Button>
          <span className="text-sm text-muted" aria-live="polite">
            {command.state.step === 'sent'
              ? 'Sent, waiting to be applied…'
              : command.state.step === 'applied'
                ? 'Started. Opening the report…'
                : (blocked ?? '')}
          </span>
          {command.state.step === 'refused' || command.state.step === 'unconfirmed' ? (
            <p role="alert" className="basis-full text-sm text-bad">
              {command.state.message}
            </p>
          ) : null}
        </div>
      </form>
    </>
  );
}
