'use client';
import Link from 'next/link';
import { useAdmin } from '#client/admin';
import { RequestFailed } from '#client/request-failed';
import { cx } from '#components/ui/cx';
import { HiddenTitle } from '#components/ui/hidden-title';
import { PageHeader } from '#components/ui/page-header';
import { ErrorState, ForbiddenState, SkeletonRows } from '#components/ui/states';
import type { AdminView } from '#contract/views/admin-views';
import { CalendarsSection } from './calendars-section';
import { DifferencesSection } from './differences-section';
import { ExaminersSection } from './examiners-section';
import { LobsSection } from './lobs-section';
import { MailSection } from './mail-section';
import { PoliciesSection } from './policies-section';
import { RecordSection } from './record-section';
import { ReportsSection } from './reports-section';
import { RightsSection } from './rights-section';
import { SamplingSection } from './sampling-section';
import { ADMIN_SECTION_LABELS, ADMIN_SECTIONS, type AdminSection } from './sections';
import { UsersSection } from './users-section';

/** Administration of the installation; being an admin grants no decision on any version. */
export function AdminScreen({ section, isDemo }: { section: AdminSection; isDemo: boolean }) {
  const query = useAdmin();
  if (query.error) {
    const gone = query.error instanceof RequestFailed && query.error.code === 'not_found';
    return (
      <>
        <HiddenTitle>Admin</HiddenTitle>
        {gone ? <ForbiddenState /> : <ErrorState message={query.error.message} onRetry={() => void query.refetch()} />}
      </>
    );
  }
  const waiting: Partial<Record<AdminSection, number>> = {
    differences: query.data?.differences.filter((difference) => !difference.repaired).length ?? 0,
    mail: query.data?.mail.failing ? 1 : 0,
    rights: query.data?.rights.filter((change) => change.brokenGlass === null).length ?? 0,
  };
  return (
    <>
      <PageHeader title="Admin" meta="Administering the installation grants no decision on any version." />
      <nav
        aria-label="Administration"
        className="flex shrink-0 gap-4 overflow-x-auto border-b border-line px-4 [scrollbar-width:none] md:px-6"
      >
        {ADMIN_SECTIONS.map((each) => (
          <Link
            key={each}
            href={`/admin/${each}`}
            data-ring="inside"
            aria-current={each === section ? 'page' : undefined}
            className={cx(
              '-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 px-0.5 text-sm font-medium',
              each === section ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {ADMIN_SECTION_LABELS[each]}
            {waiting[each] ? <span className="tabular rounded-full bg-warn-ground px-1.5 text-xs text-warn">{waiting[each]}</span> : null}
          </Link>
        ))}
      </nav>
      <div className="shrink-0 px-4 py-5 md:px-6">
        {query.data ? <Section section={section} view={query.data} isDemo={isDemo} /> : <SkeletonRows rows={10} label="Loading" />}
      </div>
    </>
  );
}

function Section({ section, view, isDemo }: { section: AdminSection; view: AdminView; isDemo: boolean }) {
  switch (section) {
    case 'users':
      return <UsersSection view={view} />;
    case 'rights':
      return <RightsSection view={view} />;
    case 'lobs':
      return <LobsSection view={view} />;
    case 'reports':
      return <ReportsSection view={view} />;
    case 'policies':
      return <PoliciesSection view={view} />;
    case 'calendar':
      return <CalendarsSection calendars={view.calendars} />;
    case 'sampling':
      return <SamplingSection table={view.twoStageTable} />;
    case 'examiners':
      return <ExaminersSection view={view} />;
    case 'mail':
      return <MailSection mail={view.mail} isDemo={isDemo} />;
    case 'differences':
      return <DifferencesSection view={view} />;
    case 'record':
      return <RecordSection record={view.record} />;
  }
}
