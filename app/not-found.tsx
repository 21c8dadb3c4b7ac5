import type { Metadata } from 'next';
import { NotFoundContent } from '#components/shell/not-found-content';

export const metadata: Metadata = { title: 'Not found' };

/** Outside the frame, which brings its own main part. */
export default function NotFound() {
  return (
    <main>
      <NotFoundContent />
    </main>
  );
}
