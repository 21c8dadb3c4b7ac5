'use client';
import { CircleAlert, CircleCheck, CircleSlash, LoaderCircle } from 'lucide-react';
import { cancelWork } from '#actions/cancel-work';
import { useCommand } from '#client/use-command';
import { Button } from '#components/ui/button';
import { ProgressBar } from '#components/ui/progress-bar';
import { useMinute } from '#components/ui/relative-time';
import type { VersionView } from '#contract/views/version-views';
import { REFUSALS } from '#domain/refusals';
import { WORKS } from '#domain/version/commands';
import { useIsFolded } from './news-band';
import { Notice } from './notice';

const MINUTE_MS = 60_000;
/** For how many minutes it is news that work is done. */
const NEWS_MINUTES = 2;

/** Long work on a draft: what it is doing and how far it is, with cancel; that it is done, for a while; that it failed, until the next. */
export function WorkNotice({ version }: { version: VersionView }) {
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
      The {name.noun} {done ? 'is done' : 'was cancelled; the draft is as it was before'}. {work.message}
    </Notice>
  );
}
