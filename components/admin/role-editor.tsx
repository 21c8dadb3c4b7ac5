'use client';
import { Plus, Trash2 } from 'lucide-react';
import { Button } from '#components/ui/button';
import { IconButton } from '#components/ui/icon-button';
import { Input, Select } from '#components/ui/input';
import type { AdminView } from '#contract/views/admin-views';
import type { CyclesView } from '#contract/views/work-views';
import { ROLE_LABELS, ROLES } from '#domain/people/roles';
import { type RoleRow, scopesOf } from './role-rows';

interface RoleEditorProps {
  rows: readonly RoleRow[];
  onChange: (rows: readonly RoleRow[]) => void;
  view: AdminView;
  cycles: CyclesView | undefined;
}

/** Roles of one person: which, for what, and until when. */
export function RoleEditor({ rows, onChange, view, cycles }: RoleEditorProps) {
  const edit = (at: number, part: Partial<RoleRow>): void => onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <div className="flex flex-col gap-2">
      {rows.map((row, at) => {
        const scopes = scopesOf(row.role, view, cycles);
        return (
          <div key={at} className="flex flex-wrap items-center gap-2">
            <Select
              aria-label={`Role ${at + 1}`}
              value={row.role}
              onChange={(event) => edit(at, { role: ROLES.find((role) => role === event.target.value) ?? '', scopeId: '', until: '' })}
              className="w-44"
            >
              <option value="">Choose a role…</option>
              {ROLES.map((role) => (
                <option key={role} value={role}>
                  {ROLE_LABELS[role]}
                </option>
              ))}
            </Select>
            {scopes ? (
              <Select
                aria-label={`${scopes.label} of role ${at + 1}`}
                value={row.scopeId}
                onChange={(event) => edit(at, { scopeId: event.target.value })}
                className="min-w-48 flex-1"
              >
                <option value="">{scopes.every}</option>
                {scopes.choices.map((choice) => (
                  <option key={choice.id} value={choice.id}>
                    {choice.name}
                  </option>
                ))}
              </Select>
            ) : (
              <span className="min-w-48 flex-1 text-xs text-muted">
                {row.role === '' ? null : row.role === 'tester' ? 'For the reports assigned to them' : 'For the whole installation'}
              </span>
            )}
            {row.role === 'examiner' ? (
              <Input
                aria-label={`Last day of role ${at + 1}`}
                type="date"
                value={row.until}
                onChange={(event) => edit(at, { until: event.target.value })}
                className="w-36"
              />
            ) : null}
            {row.role === 'examiner' ? (
              <span className="order-last basis-full text-xs text-muted">
                Reads this one report until the end of that day (UTC), and is listed under “Examiners”. Whoever examines holds no other
                role.
              </span>
            ) : null}
            <IconButton
              size="sm"
              label={`Remove role ${at + 1}`}
              icon={<Trash2 />}
              onClick={() => onChange(rows.filter((_, index) => index !== at))}
            />
          </div>
        );
      })}
      <Button
        size="sm"
        className="self-start"
        icon={<Plus aria-hidden className="size-3.5" />}
        onClick={() => onChange([...rows, { role: '', scopeId: '', until: '' }])}
      >
        Add a role
      </Button>
    </div>
  );
}
