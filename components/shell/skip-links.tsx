'use client';

const LINK = 'sr-only z-50 rounded-md bg-accent px-3 py-2 text-sm text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2';

/** Goes to the cell of the page's table that Tab would reach, past all that stands above it; to the content where there is no table. */
function goToTable(): void {
  const cell = document.querySelector<HTMLElement>('#content [role="grid"] [data-cell][tabindex="0"]');
  const table = document.querySelector<HTMLElement>('#content [role="grid"][tabindex="0"], #content [role="grid"] [tabindex="0"]');
  (cell ?? table ?? document.getElementById('content'))?.focus();
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
