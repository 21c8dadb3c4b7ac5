'use client';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { cx } from './cx';
import { FindInput } from './find-input';

interface FindWordsProps {
  /** Accessible name: "Find by attribute". */
  label: string;
  /** The words that rows are found by now; '' without any. */
  standing: string;
  onFind: (words: string) => void;
  /** Its width and place, where they are others. */
  className?: string;
}

/** Finds rows by words that the server looks for: what is typed is asked for by Enter or by leaving the box. `/` goes here. */
export function FindWords({ label, standing, onFind, className }: FindWordsProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const ask = (text: string): void => {
    setTyped(null);
    const wanted = text.trim();
    if (wanted !== standing) onFind(wanted);
  };
  return (
    <span className={cx('relative inline-flex w-36 shrink-0', className)}>
      <Search aria-hidden className="pointer-events-none absolute top-1.5 left-2 size-3.5 text-faint" />
      <FindInput
        size={14}
        label={label}
        hint="Find"
        value={typed ?? standing}
        maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={(event) => ask(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') ask(event.currentTarget.value);
          if (event.key !== 'Escape') return;
          setTyped(null);
          event.currentTarget.blur();
        }}
        className="h-7 w-full pl-7 text-xs"
      />
    </span>
  );
}
