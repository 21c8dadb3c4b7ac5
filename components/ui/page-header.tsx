import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';

interface PageHeaderProps {
  /** Where this page lies, outermost first; each a link. */
  trail?: readonly { label: string; href: string }[];
  title: ReactNode;
  /** Badges that stand beside the title. */
  badges?: ReactNode;
  /** One line under it. */
  meta?: ReactNode;
  actions?: ReactNode;
}

/** The head of a page: where I am, what this is, what can be done. */
export function PageHeader({ trail = [], title, badges, meta, actions }: PageHeaderProps) {
  return (
    <header className="flex shrink-0 flex-wrap items-start gap-x-4 gap-y-2 px-4 pt-4 pb-3 md:px-6">
      <div className="min-w-0 flex-1 basis-64">
        {trail.length > 0 ? (
          <nav aria-label="Breadcrumb" className="flex min-w-0 flex-wrap items-center gap-1.5 text-xs text-muted">
            {trail.map((step, index) => (
              <Fragment key={step.href}>
                {index > 0 ? (
                  <span aria-hidden className="text-faint">
                    /
                  </span>
                ) : null}
                <Link href={step.href} className="truncate leading-6 hover:text-ink hover:underline">
                  {step.label}
                </Link>
              </Fragment>
            ))}
          </nav>
        ) : null}
        <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 className="text-xl font-semibold tracking-tight text-balance">{title}</h1>
          {badges}
        </div>
        {meta ? <div className="mt-1 text-sm text-muted">{meta}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}
