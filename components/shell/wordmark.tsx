/** The product's name with its mark: two signatures, one under the other. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={className}>
      <span className="flex items-center gap-2 text-base font-semibold tracking-tight">
        <svg
          aria-hidden
          viewBox="0 0 20 20"
          className="size-5 text-accent"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.75"
          strokeLinecap="round"
          strokeLinejoin="round"
        >
          <path d="M2.5 9.5 6 13l8-9.5" />
          <path d="M6.5 14 9 16.5l8.5-10" opacity="0.55" />
        </svg>
        Countersign
      </span>
    </span>
  );
}
