import { notFound } from 'next/navigation';

/** Any address that no page has: not found, within the frame. */
export default function Missing(): never {
  notFound();
}
