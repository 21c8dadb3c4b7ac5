'use client';
import { ChevronDown, CircleAlert, CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useGates } from '#client/gates';
import { cx } from '#components/ui/cx';
import type { Gate } from '#domain/phase/definition';
import { useIsFolded } from './news-band';
import { Notice } from './notice';

/** What blocks, with a capital: it stands alone. */
function sentence(blocked: string | null): string | null {
  return blocked && `${blocked.charAt(0).toUpperCase()}${blocked.slice(1)}`;
}

interface GateNoticeProps {
  versionId: string;
  /** Where a gate is mended: a filtered grid or a panel of the workspace. */
  hrefOf: (link: NonNullable<Gate['link']>) => string;
}

/** "3 things block submission", each a link to where it is mended; the met ones can be unfolded where there is room. */
export function GateNotice({ versionId, hrefOf }: GateNoticeProps) {
  const gates = useGates(versionId);
  const folded = useIsFolded();
  const [unfolded, setUnfolded] = useState(false);
  if (!gates.data) return null;
  const blocked = gates.data.gates.filter((gate) => gate.blocked !== null);
  const met = gates.data.gates.filter((gate) => gate.blocked === null);
  const clear = blocked.length === 0;
  return (
    <Notice hue={clear ? 'good' : 'warn'} icon={clear ? CircleCheck : CircleAlert} live>
      {/* In one line, the first of them is cut by itself, so that it ends where it is seen to end. */}
      <div className={folded ? 'flex min-w-0 items-center gap-x-3' : 'contents'}>
        <div className={folded ? 'shrink-0' : 'flex flex-wrap items-baseline gap-x-3'}>
          <span className="font-medium">
            {clear
              ? 'Nothing blocks submission'
              : blocked.length === 1
                ? '1 thing blocks submission'
                : `${blocked.length} things block submission`}
          </span>
          {met.length > 0 && !folded ? (
            <button
              type="button"
              aria-expanded={unfolded}
              onClick={() => setUnfolded(!unfolded)}
              className="inline-flex h-6 items-center gap-0.5 rounded-sm text-xs text-muted hover:text-ink"
            >
              {met.length === 1 ? '1 condition met' : `${met.length} conditions met`}
              <ChevronDown aria-hidden className={cx('size-3.5', unfolded && 'rotate-180')} />
            </button>
          ) : null}
        </div>
        {clear ? null : (
          <ul className={folded ? 'min-w-0 flex-1' : 'flex flex-wrap gap-x-5'}>
            {blocked.slice(0, folded ? 1 : undefined).map((gate) => (
              <li key={gate.code} className={cx('leading-6 text-muted', folded ? 'truncate' : 'text-sm')}>
                {gate.link ? (
                  <Link
                    href={hrefOf(gate.link)}
                    className={cx(
                      'leading-6 text-accent underline decoration-line-strong underline-offset-2 hover:decoration-current',
                      folded && 'block truncate',
                    )}
                  >
                    {sentence(gate.blocked)}
                  </Link>
                ) : (
                  sentence(gate.blocked)
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      {unfolded && !folded ? (
        <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-xs text-muted">
          {met.map((gate) => (
            <li key={gate.code} className="inline-flex items-center gap-1">
              <CircleCheck aria-hidden className="size-3.5 text-good" />
              {gate.label}
            </li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}
