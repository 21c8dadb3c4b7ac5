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

/** The head of a page in one line where there is room: where I am, what this is, what can be done. */
export function PageHeader({ trail = [], title, badges, meta, actions }: PageHeaderProps) {
  return (
    <header className="shrink-0 px-4 md:px-6">
      <div className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 py-1.5 lg:h-11 lg:flex-nowrap lg:py-0">
        <div className="flex min-w-0 flex-1 basis-64 flex-wrap items-center gap-x-2.5 gap-y-0.5 lg:flex-nowrap">
          {trail.length > 0 ? (
            <nav
              aria-label="Breadcrumb"
              className="flex min-w-0 items-center gap-1.5 text-xs text-muted max-lg:basis-full lg:min-w-16 lg:shrink-[999]"
            >
              {trail.map((step, index) => (
                <Fragment key={step.href}>
                  {index > 0 ? (
                    <span aria-hidden className="text-faint">
                      /
                    </span>
                  ) : null}
                  <Link
                    href={step.href}
                    title={step.label}
                    data-ring="inside"
                    className="truncate px-0.5 leading-6 hover:text-ink hover:underline"
                  >
                    {step.label}
                  </Link>
                </Fragment>
              ))}
              <span aria-hidden className="text-faint max-lg:hidden">
                /
              </span>
            </nav>
          ) : null}
          <h1 title={typeof title === 'string' ? title : undefined} className="min-w-0 text-lg font-semibold tracking-tight lg:truncate">
            {title}
          </h1>
          {badges ? <div className="flex shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1">{badges}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {meta ? <div className="pb-1.5 text-xs text-muted">{meta}</div> : null}
    </header>
  );
}
