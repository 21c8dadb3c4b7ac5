interface PreviewStateProps {
  /** Whether the form says enough to ask. */
  asked: boolean;
  preview: { error: Error | null; data: unknown };
}

/** What stands where a preview will be: nothing asked yet, counting, or why there is none. */
export function PreviewState({ asked, preview }: PreviewStateProps) {
  if (!asked) return null;
  if (preview.error) {
    return (
      <p role="alert" className="text-sm text-bad">
        {preview.error.message}
      </p>
    );
  }
  return preview.data ? null : (
    <p className="text-sm text-muted" aria-live="polite">
      Counting…
    </p>
  );
}
