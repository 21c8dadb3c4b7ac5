'use client';
import { CircleCheck, CircleDashed } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { markReviewed } from '#actions/mark-reviewed';
import { signingKey } from '#client/signing';
import { useAction } from '#client/use-action';
import { sayRefused } from '#components/ui/toast';
import { versionHref } from '#contract/addresses';
import type { MatterView, SigningView } from '#contract/views/signing-views';
import type { VersionView } from '#contract/views/version-views';
import { MATTER_LABELS } from '#domain/phases/final-report/matters';

/** What a signer opens one by one before they sign; opening one says in the record that they have. */
export function SigningMatters({ version, signing }: { version: VersionView; signing: SigningView }) {
  const { matters } = signing;
  const [shown, setShown] = useState<string | null>(null);
  const mark = useAction(markReviewed, { refreshes: [signingKey(version.id)] });
  const open = ({ key, opened }: MatterView): void => {
    setShown(shown === key ? null : key);
    if (opened || version.versionHash === null || version.status !== 'pending_approval') return;
    mark.mutate(
      { versionId: version.id, versionHash: version.versionHash, keys: [key], reviewed: true },
      { onError: (error) => sayRefused(error.message) },
    );
  };
  const left = matters.filter(({ opened }) => !opened).length;
  return (
    <section aria-labelledby="matters">
      <h2 id="matters" className="eyebrow">
        Significant matters
      </h2>
      <p aria-live="polite" className="mt-1 text-xs text-muted">
        {matters.length === 0
          ? 'There are none.'
          : left === 0
            ? `You have opened all ${matters.length}.`
            : `${left} of ${matters.length} to open before you sign.`}
      </p>
      <ul className="mt-1 flex flex-col text-sm">
        {matters.map((matter) => {
          const Icon = matter.opened ? CircleCheck : CircleDashed;
          return (
            <li key={matter.key} className="border-b border-line py-1 last:border-b-0">
              <button
                type="button"
                aria-expanded={shown === matter.key}
                onClick={() => open(matter)}
                className="flex w-full items-start gap-1.5 rounded-sm py-0.5 text-left hover:bg-hover"
              >
                <Icon aria-hidden className={matter.opened ? 'mt-0.5 size-4 shrink-0 text-good' : 'mt-0.5 size-4 shrink-0 text-warn'} />
                <span className="min-w-0 break-words">
                  {matter.title}
                  <span className="sr-only">{matter.opened ? ', opened' : ', not opened yet'}</span>
                </span>
              </button>
              {shown === matter.key ? (
                <div className="mb-1 ml-5.5 flex flex-col gap-1 text-xs text-muted">
                  <p>{MATTER_LABELS[matter.kind]}</p>
                  <p className="break-words text-ink">{matter.detail.trim() === '' ? 'Nothing more was said of it.' : matter.detail}</p>
                  <Link href={versionHref(matter.link)} target="_blank" className="text-accent underline">
                    {matter.place}
                  </Link>
                </div>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
