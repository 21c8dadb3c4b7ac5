'use client';
import { Ellipsis, GitCompareArrows, Scale } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useDraft } from '#components/item-grid/draft-context';
import { Button } from '#components/ui/button';
import { buttonClass } from '#components/ui/button-class';
import { IconButton } from '#components/ui/icon-button';
import { Menu, MenuItem } from '#components/ui/menu';
import { versionHref } from '#contract/addresses';
import type { VersionView } from '#contract/views/version-views';
import { ReasonDialog } from './reason-dialog';
import type { VersionCommands } from './use-version-commands';

type Asked = 'submit' | 'withdraw' | 'discard' | 'reopen';

interface VersionActionsProps {
  version: VersionView;
  commands: VersionCommands;
  blockedCount: number | null;
}

/** What can be done with this version now; what cannot says why. */
export function VersionActions({ version, commands, blockedCount }: VersionActionsProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const draft = useDraft();
  const { actions, status } = version;
  const blocked =
    blockedCount !== null && blockedCount > 0 ? 'Some conditions for submission are not met yet; they are listed under the title.' : null;
  const mayDecide = actions.approve.allowed || actions.request_changes.allowed || actions.reject.allowed;
  const confirm = (reason: string): void => {
    if (asked) commands.send(asked, version, reason);
    setAsked(null);
  };
  return (
    <>
      {version.parent ? (
        <Link href={versionHref({ ...version, page: 'compare', base: version.parent.number })} className={buttonClass('ghost')}>
          <GitCompareArrows aria-hidden className="size-4" />
          <span className="max-md:sr-only">Compare</span>
        </Link>
      ) : null}
      {status === 'pending_approval' ? (
        <Link href={versionHref({ ...version, page: 'decide' })} className={buttonClass(mayDecide ? 'primary' : 'secondary')}>
          <Scale aria-hidden className="size-4" />
          {mayDecide ? 'Decide' : 'Open the decision screen'}
        </Link>
      ) : null}
      {status === 'pending_approval' ? (
        <Button disabledReason={actions.withdraw.why} busy={commands.busy} onClick={() => setAsked('withdraw')}>
          Withdraw…
        </Button>
      ) : null}
      {status === 'approved' && version.recorded === null ? (
        <Button disabledReason={actions.reopen.why} busy={commands.busy} onClick={() => setAsked('reopen')}>
          Reopen…
        </Button>
      ) : null}
      {status === 'draft' ? (
        <>
          <Menu align="end" trigger={<IconButton label="More actions" icon={<Ellipsis />} />}>
            <MenuItem danger disabledReason={actions.discard.why} onSelect={() => setAsked('discard')}>
              Discard this draft…
            </MenuItem>
          </Menu>
          <Button
            variant="primary"
            busy={commands.busy}
            disabledReason={actions.submit.why ?? blocked ?? draft?.waitsFor ?? null}
            onClick={() => setAsked('submit')}
          >
            Submit…
          </Button>
        </>
      ) : null}
      {asked ? (
        <ReasonDialog
          {...QUESTIONS[asked]}
          initial={asked === 'submit' ? version.note : ''}
          busy={commands.busy}
          onCancel={() => setAsked(null)}
          onConfirm={confirm}
        />
      ) : null}
    </>
  );
}

const QUESTIONS = {
  submit: {
    title: 'Submit for approval',
    description: 'The content is fixed from here on. The approvers see your note first.',
    label: 'Note to the approvers',
    confirm: 'Submit',
  },
  withdraw: {
    title: 'Withdraw this version',
    description: 'It leaves the approvers’ inbox, and a new draft opens with the same content.',
    label: 'Why it is withdrawn',
    confirm: 'Withdraw',
  },
  discard: {
    title: 'Discard this draft',
    description: 'What was prepared here is kept on record but no longer used.',
    label: 'Why it is discarded',
    confirm: 'Discard',
    variant: 'danger',
  },
  reopen: {
    title: 'Reopen this phase',
    description: 'A new draft opens from the approved version. Later phases built from it are marked stale once a new version is approved.',
    label: 'Reason for the change',
    confirm: 'Reopen',
    required: true,
  },
} as const;
