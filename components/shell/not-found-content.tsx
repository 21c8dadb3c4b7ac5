import Link from 'next/link';
import { buttonClass } from '#components/ui/button-class';
import { ForbiddenState } from '#components/ui/states';

/** Says that something is not found. What does not exist and what is not allowed look the same, so that no title leaks. */
export function NotFoundContent() {
  return (
    <div className="flex min-h-[60dvh] flex-col items-center justify-center">
      <h1 className="sr-only">Not found</h1>
      <ForbiddenState />
      <Link href="/" className={buttonClass()}>
        To the start
      </Link>
    </div>
  );
}
