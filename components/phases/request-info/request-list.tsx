'use client';
import { Download, Upload } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { requestListHref } from '#client/request-list';
import { Button } from '#components/ui/button';
import { buttonClass } from '#components/ui/button-class';
import type { VersionView } from '#contract/views/version-views';
import { useGridUrl } from '../../item-grid/use-grid-url';

const ListDialog = dynamic(() => import('./list-dialog').then((room) => room.ListDialog));

/** Takes what is asked along as a workbook, all of it or what is shown, and gives a filled in one back. */
export function RequestList({ version }: { version: VersionView }) {
  const [open, setOpen] = useState(false);
  const { filter } = useGridUrl().view;
  const supplies = version.actions.supply.allowed;
  const gives = supplies || version.actions.record.allowed;
  return (
    <div className="flex h-9 items-center justify-end gap-1.5">
      <a href={requestListHref(version.id, filter)} download className={buttonClass('ghost', 'sm')}>
        <Download aria-hidden className="size-3.5" />
        {filter.all.length === 0 ? 'List as workbook' : 'List of these as workbook'}
      </a>
      {gives ? (
        <Button size="sm" variant="ghost" icon={<Upload aria-hidden className="size-3.5" />} onClick={() => setOpen(true)}>
          Give a list back…
        </Button>
      ) : null}
      {open ? <ListDialog version={version} by={supplies ? 'data_owner' : 'tester'} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
