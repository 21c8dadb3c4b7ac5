'use client';

import { useEffect, useRef } from 'react';

/** Whether keys typed into this element are text. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio';
}

/** Whether a key presses what has the focus: it is that thing's, whatever the page does with it elsewhere. */
function pressesTarget({ key, target }: KeyboardEvent): boolean {
  return (key === 'Enter' || key === ' ') && target instanceof Element && target.closest('button, a[href], summary, [role="tab"]') !== null;
}

/** The name of a key as commands are listed: `KeyboardEvent.key`, after "Ctrl " where Ctrl (on a Mac ⌘) is held. */
function nameOf(event: KeyboardEvent): string {
  return event.ctrlKey || event.metaKey ? `Ctrl ${event.key.toLowerCase()}` : event.key;
}

/** Commands of a page by the names of their keys. Silent while somebody types, presses a button by key, holds Alt, or has a dialog or a menu open. */
export function useKeys(keys: Readonly<Record<string, (() => void) | undefined>>): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || isTyping(event.target) || pressesTarget(event)) return;
      if (document.querySelector('[role="dialog"][data-state="open"], [role="menu"][data-state="open"]')) return;
      const command = latest.current[nameOf(event)];
      if (!command) return;
      event.preventDefault();
      command();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
