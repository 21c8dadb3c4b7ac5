'use client';
import { Plus, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { IconButton } from '#components/ui/icon-button';
import { Input, Select } from '#components/ui/input';
import type { DrawSettings } from './draw-settings';

interface LobRuleFormProps {
  settings: DrawSettings;
  onChange: (part: Partial<DrawSettings>) => void;
  columns: readonly { value: string; label: string }[];
  /** Active lines of business. */
  lobNames: readonly string[];
}

/** Where each drawn record's line of business comes from: a column and what its values mean, or by hand in the grid. */
export function LobRuleForm({ settings, onChange, columns, lobNames }: LobRuleFormProps) {
  const id = useId();
  const [rows, setRows] = useState<readonly { value: string; lob: string }[]>(() => {
    const known = Object.entries(settings.lobMap).map(([value, lob]) => ({ value, lob }));
    return known.length > 0 ? known : [{ value: '', lob: '' }];
  });
  const change = (next: readonly { value: string; lob: string }[]): void => {
    setRows(next);
    onChange({
      lobMap: Object.fromEntries(
        next.filter((row) => row.value.trim() !== '' && row.lob.trim() !== '').map((row) => [row.value.trim(), row.lob.trim()]),
      ),
    });
  };
  const edit = (at: number, part: Partial<{ value: string; lob: string }>): void =>
    change(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <div className="flex flex-col gap-3">
      <Field label="Column" htmlFor={`${id}-column`} className="max-w-sm">
        <Select id={`${id}-column`} value={settings.lobColumn} onChange={(event) => onChange({ lobColumn: event.target.value })}>
          <option value="">None: I set it by hand in the grid</option>
          {columns.map((column) => (
            <option key={column.value} value={column.value}>
              {column.label}
            </option>
          ))}
        </Select>
      </Field>
      {settings.lobColumn === '' ? (
        <p className="text-xs text-muted">Each record then has to be given its line of business before the sample can be submitted.</p>
      ) : (
        <div className="flex flex-col gap-2">
          {lobNames.length === 0 ? <p className="text-xs text-warn">No line of business is listed yet: an admin lists them.</p> : null}
          <p className="text-xs text-muted">
            A value that is not listed leaves its records without a line of business, and blocks submission by name.
          </p>
          {rows.map((row, at) => (
            <div key={at} className="flex max-w-md items-center gap-2">
              <Input
                aria-label={`Value ${at + 1}`}
                placeholder="Value"
                value={row.value}
                onChange={(event) => edit(at, { value: event.target.value })}
                className="w-28 shrink-0"
              />
              <span className="text-sm text-muted">is</span>
              <Select
                aria-label={`Line of business for value ${at + 1}`}
                value={row.lob}
                onChange={(event) => edit(at, { lob: event.target.value })}
              >
                <option value="">Choose…</option>
                {[...lobNames, ...(row.lob === '' || lobNames.includes(row.lob) ? [] : [row.lob])].map((name) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </Select>
              <IconButton
                size="sm"
                label={`Remove value ${at + 1}`}
                icon={<Trash2 />}
                disabledReason={rows.length === 1 ? 'At least one value is needed.' : null}
                onClick={() => change(rows.filter((_, index) => index !== at))}
              />
            </div>
          ))}
          <Button
            size="sm"
            className="self-start"
            icon={<Plus aria-hidden className="size-3.5" />}
            onClick={() => change([...rows, { value: '', lob: '' }])}
          >
            Add a value
          </Button>
        </div>
      )}
    </div>
  );
}
