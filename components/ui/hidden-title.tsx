/** The page's heading where nothing else names it yet (loading, failed, not found): for screen readers. */
export function HiddenTitle({ children }: { children: string }) {
  return <h1 className="sr-only">{children}</h1>;
}
