import type { Metadata } from 'next';
import { NotFoundContent } from '#components/shell/not-found-content';

export const metadata: Metadata = { title: 'Not found' };

/** The page for what is not found outside the frame; the frame brings a main part of its own. */
export default function NotFound() {
  return (
    <main>
      <NotFoundContent />
    </main>
  );
}
