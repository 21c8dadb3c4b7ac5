'use client';
import { Search } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useSearch } from '#client/search';
import { cx } from '#components/ui/cx';
import type { Role } from '#domain/people/roles';
import { type PaletteHit, pagesOf, paletteGroups } from './palette-groups';

interface PaletteSearchProps {
  roles: readonly Role[];
  /** Somewhere was gone to. */
  onDone: () => void;
}

/** A combobox over everything that can be gone to: the list is searched by the server, the focus stays in the field. */
export function PaletteSearch({ roles, onDone }: PaletteSearchProps) {
  const id = useId();
  const router = useRouter();
  const path = usePathname();
  const here = placeForSearch(`${path}?${useSearchParams().toString()}`);
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const wanted = useDeferredValue(text.trim());
  const found = useSearch({ text: wanted, at: here });
  const groups = useMemo(() => paletteGroups(found.data, pagesOf(roles, wanted), wanted), [found.data, roles, wanted]);
  const hits = groups.flatMap((group) => group.hits);
  const at = Math.min(active, Math.max(0, hits.length - 1));
  const chosen = hits[at];
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at, groups]);

  const go = (hit: PaletteHit | undefined): void => {
    if (!hit) return;
    onDone();
    router.push(hit.href);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to: Record<string, number> = {
      ArrowDown: (at + 1) % Math.max(1, hits.length),
      ArrowUp: (at - 1 + hits.length) % Math.max(1, hits.length),
    };
    const next = to[event.key];
    if (next !== undefined) setActive(next);
    else if (event.key === 'Enter') go(chosen);
    else return;
    event.preventDefault();
  };
  const said = found.error
    ? found.error.message
    : found.isPending
      ? 'Searching…'
      : hits.length === 0
        ? `Nothing found for “${wanted}”`
        : `${hits.length} found`;
  return (
    <>
      <div className="flex items-center gap-2 border-b border-line px-4">
        <Search aria-hidden className="size-4 shrink-0 text-faint" />
        <input
          role="combobox"
          aria-label="Search or go to"
          aria-expanded={hits.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={chosen ? `${id}-${chosen.id}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder="A report, a phase, “Planning v2”, an action…"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-faint"
        />
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Where to go" className="min-h-24 flex-1 overflow-y-auto p-1.5">
        {groups.map((group) => (
          <div key={group.title} role="group" aria-labelledby={`${id}-${group.title}`} className="pb-1.5">
            <p id={`${id}-${group.title}`} className="eyebrow px-2 pt-2 pb-1">
              {group.title}
            </p>
            {group.hits.map((hit) => (
              <Hit
                key={hit.id}
                id={`${id}-${hit.id}`}
                hit={hit}
                selected={hit === chosen}
                onPoint={() => setActive(hits.indexOf(hit))}
                onGo={() => go(hit)}
              />
            ))}
          </div>
        ))}
        {hits.length === 0 ? (
          <p aria-hidden className="px-2 py-6 text-center text-sm text-muted">
            {said}
          </p>
        ) : null}
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}

/** Parameters of an address that say which version a page shows; the others say how it is looked at. */
const NAMING_A_VERSION = ['instance', 'version', 'head', 'base', 'cycle'];

/** The page as the server needs it to say what can be done there: which version, and not which rows are shown of it. */
function placeForSearch(link: string): string {
  const [path = '', search] = link.split('?');
  const named = [...new URLSearchParams(search)].filter(([name]) => NAMING_A_VERSION.includes(name));
  return named.length === 0 ? path : `${path}?${new URLSearchParams(named)}`;
}

interface HitProps {
  id: string;
  hit: PaletteHit;
  selected: boolean;
  onPoint: () => void;
  onGo: () => void;
}

function Hit({ id, hit, selected, onPoint, onGo }: HitProps) {
  return (
    // The field has the focus and the keys; the list only shows which is meant.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      onPointerMove={onPoint}
      onClick={onGo}
      onKeyDown={(event) => event.key === 'Enter' && onGo()}
      className={cx('flex min-h-9 cursor-default items-center gap-3 rounded-md px-2 py-1.5 text-sm', selected && 'bg-selected')}
    >
      <span className="min-w-0 shrink-0 truncate font-medium max-sm:shrink">{hit.label}</span>
      <span className="min-w-0 flex-1 truncate text-right text-xs text-muted">{hit.detail}</span>
    </div>
  );
}
