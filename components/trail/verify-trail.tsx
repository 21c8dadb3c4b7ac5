'use client';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { useVerifyTrail } from '#client/verify-trail';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/count-chips';
import { Notice } from '#components/version/notice';

type Verify = ReturnType<typeof useVerifyTrail>;

/** Recomputes every link of the trail, every version's hash and the archived histories. */
export function VerifyButton({ verify, cycleReportId }: { verify: Verify; cycleReportId: string | null }) {
  return (
    <Button icon={<ShieldCheck aria-hidden className="size-4" />} busy={verify.isPending} onClick={() => verify.mutate({ cycleReportId })}>
      {cycleReportId ? 'Verify this report' : 'Verify'}
    </Button>
  );
}

/** Says in words what verifying found. */
export function VerifyNotice({ verify }: { verify: Verify }) {
  if (verify.isPending) {
    return (
      <Notice hue="active" icon={ShieldCheck} live>
        Checking every entry, version and archived history…
      </Notice>
    );
  }
  if (verify.error) {
    return (
      <Notice hue="bad" icon={ShieldAlert} live>
        {verify.error.message}
      </Notice>
    );
  }
  if (!verify.data) return null;
  const { ok, checked, notProven, problems } = verify.data;
  const rows = Object.values(checked.rows).reduce((sum, count) => sum + count, 0);
  const counts = `${formatCount(checked.auditEvents)} entries with the ${formatCount(rows)} rows they record, ${formatCount(checked.versions)} versions with ${formatCount(checked.items)} items, ${formatCount(checked.decisions)} decided versions and ${formatCount(checked.historySegments)} archived history segments were checked`;
  return (
    <Notice
      hue={ok ? 'good' : 'bad'}
      icon={ok ? ShieldCheck : ShieldAlert}
      live
      actions={
        <Button size="sm" variant="ghost" onClick={verify.reset}>
          Dismiss
        </Button>
      }
    >
      <span className="font-medium">{ok ? 'The record is unbroken.' : 'The record is broken.'}</span> {counts}
      {ok ? '; each one follows from the one before it.' : '.'} {notProven.join(' ')}
      {problems.length > 0 ? (
        <ul className="mt-1 list-disc pl-5 text-bad">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}
