'use client';
import { usePathname } from 'next/navigation';
import { useMemo, useState } from 'react';
import type { z } from 'zod';
import { keptText } from '#client/kept-text';
import { useOnBrowser } from './use-on-browser';

/** A text as it is typed, kept in this tab over a reload until it is sent or dropped. */
interface TypedText {
  text: string;
  /** Whether anything was typed that was neither sent nor dropped; also before a reload. */
  isTyped: boolean;
  set: (text: string) => void;
  /** It was sent: nothing is kept, and what is shown stays. */
  sent: () => void;
  /** Shows what was there before anything was typed. */
  drop: () => void;
}

/** A text that outlives a reload. `place` names it on this page, and the content that it is about where that may change below it. */
export function useKeptText(place: string, initial = ''): TypedText {
  const path = usePathname();
  const onBrowser = useOnBrowser();
  const name = `${path} ${place}`;
  const kept = useMemo(() => keptText(name), [name]);
  const before = useMemo(() => (onBrowser ? kept.read() : null), [onBrowser, kept]);
  const [now, setNow] = useState<{ name: string; text: string | null } | null>(null);
  const typed = now?.name === name ? now.text : before;
  return {
    text: typed ?? initial,
    isTyped: typed !== null,
    set: (text) => {
      kept.keep(text);
      setNow({ name, text });
    },
    sent: kept.forget,
    drop: () => {
      kept.forget();
      setNow({ name, text: null });
    },
  };
}

/** The text of a dialog that is closed when it was sent, too: the text, how it is changed, and what closes the dialog and keeps it no longer. */
export function useKeptDialogText(place: string, onClose: () => void, initial = ''): [string, (text: string) => void, () => void] {
  const { text, set, sent } = useKeptText(place, initial);
  const close = (): void => {
    sent();
    onClose();
  };
  return [text, set, close];
}

/** Several fields of one form, kept as `useKeptText` keeps one; what cannot be read any more is left behind. */
export function useKeptForm<T>(
  place: string,
  initial: T,
  schema: z.ZodType<T>,
): Omit<TypedText, 'text' | 'set'> & { form: T; set: (form: T) => void } {
  const { text, set, ...rest } = useKeptText(place, JSON.stringify(initial));
  const form = useMemo(() => readForm(text, schema) ?? initial, [text, schema, initial]);
  return { ...rest, form, set: (next) => set(JSON.stringify(next)) };
}

function readForm<T>(text: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
