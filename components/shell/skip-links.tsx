'use client';

const LINK = 'sr-only z-50 rounded-md bg-accent px-3 py-2 text-sm text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2';

/** Gives the focus to the cell or row of the page's table that Tab would reach; false where there is none yet. */
function focusTable(): boolean {
  const cell = document.querySelector<HTMLElement>('#content [role="grid"] [data-cell][tabindex="0"]');
  const row = document.querySelector<HTMLElement>('#content [role="grid"] [role="row"][tabindex="0"]');
  (cell ?? row)?.focus();
  return cell !== null || row !== null;
}

/** Goes to the page's table, past all that stands above it. While its rows are on their way, the content has the focus until they come. */
function goToTable(): void {
  const content = document.getElementById('content');
  if (focusTable() || content === null) return;
  content.focus();
  const arrivals = new MutationObserver(() => {
    if (focusTable()) arrivals.disconnect();
  });
  arrivals.observe(content, { childList: true, subtree: true });
  content.addEventListener('blur', () => arrivals.disconnect(), { once: true });
}

/** The first two stops of every page, seen when they are reached: past the frame, and past the page's own header. */
export function SkipLinks() {
  return (
    <>
      <a href="#content" className={LINK}>
        Skip to the content
      </a>
      <button type="button" onClick={goToTable} className={LINK}>
        Skip to the table
      </button>
    </>
  );
}
