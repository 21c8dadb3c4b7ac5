const PREFIX = 'countersign-text ';

/**
 * What is typed in an open editor, kept in this tab until it is committed or dropped, so that a reload does not lose it. `place` names
 * the editor and the content it was opened on. Where a browser keeps nothing, nothing is kept.
 */
export interface KeptText {
  read(): string | null;
  keep(text: string): void;
  forget(): void;
}

/** The text kept for a place. `storage` null: there is none, as on the server. */
export function keptText(place: string, storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null = tabStorage()): KeptText {
  const key = PREFIX + place;
  return {
    read: () => tried(() => storage?.getItem(key) ?? null) ?? null,
    keep: (text) => void tried(() => storage?.setItem(key, text)),
    forget: () => void tried(() => storage?.removeItem(key)),
  };
}

function tabStorage(): Storage | null {
  return tried(() => (typeof window === 'undefined' ? null : window.sessionStorage)) ?? null;
}

/** An act on what a browser keeps; undefined where that is full or forbidden, which is no reason to stop anybody from working. */
export function tried<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
