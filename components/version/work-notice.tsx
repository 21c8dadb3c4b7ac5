'use client';
import { CircleAlert, CircleCheck, CircleSlash, LoaderCircle } from 'lucide-react';
import Link from 'next/link';
import { Fragment } from 'react';
import { cancelWork } from '#actions/cancel-work';
import { useCommand } from '#client/use-command';
import { useVersionSummary } from '#client/version-summary';
import { Button } from '#components/ui/button';
import { ProgressBar } from '#components/ui/progress-bar';
import { useMinute } from '#components/ui/relative-time';
import type { VersionView } from '#contract/views/version-views';
import type { Gate } from '#domain/phase/definition';
import { phaseDefinition } from '#domain/phases/registry';
import { REFUSALS } from '#domain/refusals';
import { WORKS } from '#domain/version/commands';
import { useIsFolded } from './news-band';
import { Notice } from './notice';

const MINUTE_MS = 60_000;
/** For how many minutes it is news that work is done. */
const NEWS_MINUTES = 2;

interface WorkNoticeProps {
  version: VersionView;
  /** Where a part of what it came to is seen: a filtered grid or a panel of the workspace. */
  hrefOf: (link: NonNullable<Gate['link']>) => string;
}

/** Long work on a draft: what it is doing and how far it is, with cancel; that it is done, for a while; that it failed, until the next. */
export function WorkNotice({ version, hrefOf }: WorkNoticeProps) {
  const cancel = useCommand(cancelWork);
  const folded = useIsFolded();
  const minute = useMinute();
  const work = version.work;
  if (!work) return null;
  const name = WORKS[work.kind];
  // While work runs nobody may ask for more; whoever may ask may cancel.
  const refusal = version.actions.request_work.why === REFUSALS.work_running ? null : version.actions.request_work.why;
  if (work.status === 'running') {
    const progress = work.progress ?? { step: name.running, done: 0, total: 0, unit: 'records' };
    return (
      <Notice
        hue="active"
        icon={LoaderCircle}
        actions={
          <Button
            size="sm"
            busy={cancel.busy}
            disabledReason={refusal}
            onClick={() => void cancel.send({ chainId: version.chainId, workId: work.id })}
          >
            Cancel the {name.noun}
          </Button>
        }
      >
        <div className={folded ? 'w-72' : 'max-w-xl'}>
          <ProgressBar {...progress} />
          {folded ? null : (
            <p className="mt-1 text-xs text-muted">
              The draft can be read but not edited until this is done. You may leave this page.
              {cancel.state.step === 'refused' ? ` ${cancel.state.message}` : ''}
            </p>
          )}
        </div>
      </Notice>
    );
  }
  if (version.status !== 'draft') return null;
  if (work.status === 'failed') {
    return (
      <Notice hue="bad" icon={CircleAlert} live>
        <span className="font-medium">The {name.noun} failed.</span> {work.message}
      </Notice>
    );
  }
  const endedAt = work.endedAt === null ? null : Math.floor(new Date(work.endedAt).getTime() / MINUTE_MS);
  if (minute === null || endedAt === null || minute - endedAt >= NEWS_MINUTES) return null;
  const done = work.status === 'done';
  return (
    <Notice hue={done ? 'good' : 'idle'} icon={done ? CircleCheck : CircleSlash} live>
      {done ? (
        <Outcome version={version} noun={name.noun} hrefOf={hrefOf} />
      ) : (
        `The ${name.noun} was cancelled; the draft is as it was before.`
      )}{' '}
      {work.message}
    </Notice>
  );
}

/** What the work came to, in words that lead on; that it is done, where its phase tells no more. */
function Outcome({ version, noun, hrefOf }: WorkNoticeProps & { noun: string }) {
  const { workOutcome } = phaseDefinition(version.phase);
  const facts = useVersionSummary(workOutcome ? version.id : null).data?.facts;
  const parts = facts && workOutcome ? workOutcome(new Map(facts.map(({ key, data }) => [key, data])), version.itemCount) : [];
  if (parts.length === 0) return <>The {noun} is done.</>;
  return (
    <>
      <span className="font-medium">The {noun} is done:</span>{' '}
      {parts.map(({ words, link }, index) => (
        <Fragment key={words}>
          {index > 0 ? ' · ' : null}
          {link ? (
            <Link href={hrefOf(link)} className="text-accent underline underline-offset-2">
              {words}
            </Link>
          ) : (
            words
          )}
        </Fragment>
      ))}
    </>
  );
}
