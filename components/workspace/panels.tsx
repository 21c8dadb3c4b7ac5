import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { SkeletonRows } from '#components/ui/states';
import type { ItemRow } from '#contract/views/row-views';
import type { FactRow, RecordedStandingView, VersionActionName, VersionView } from '#contract/views/version-views';
import type { PhaseName } from '#domain/phase/phase-names';
import { FAULTS_FACT, faultsFactSchema } from '#domain/phases/planning/facts';
import { POPULATION_FACT } from '#domain/phases/planning/population';
import { phaseDefinition } from '#domain/phases/registry';
import { DRAW_PREFIX } from '#domain/phases/sample-selection/facts';
import { OwnerRecording } from '../phases/data-owner-id/owner-recording';
import { RunProfile } from '../phases/data-profiling/profile/run-profile';
import { RuleLink } from '../phases/data-profiling/rules/rule-link';
import { DeriveAgain } from '../phases/final-report/derive-again';
import { Answering } from '../phases/observation-management/answering';
import { ObservationStrip } from '../phases/observation-management/observation-strip';
import { RequestList } from '../phases/request-info/request-list';
import { RequestRecording } from '../phases/request-info/request-recording';
import { ScopeStrip } from '../phases/scoping/scope-strip';
import { TestRecording } from '../phases/test-execution/test-recording';

// What is opened is loaded then; the grid of items is what a workspace begins with.
const loading = () => <SkeletonRows rows={12} label="Loading" />;
const ProfilePanel = dynamic(() => import('../phases/data-profiling/profile/profile-panel').then((room) => room.ProfilePanel), { loading });
const RulesPanel = dynamic(() => import('../phases/data-profiling/rules/rules-panel').then((room) => room.RulesPanel), { loading });
const FaultsPanel = dynamic(() => import('../phases/planning/faults-panel').then((room) => room.FaultsPanel), { loading });
const ImportForm = dynamic(() => import('../phases/planning/import-form').then((room) => room.ImportForm), { loading });
const TestsMatrix = dynamic(() => import('../phases/test-execution/tests-matrix').then((room) => room.TestsMatrix), { loading });
const RunView = dynamic(() => import('../phases/test-execution/run-view').then((room) => room.RunView), { loading });
const EvidenceView = dynamic(() => import('../phases/request-info/evidence-view').then((room) => room.EvidenceView), { loading });
const ObservationView = dynamic(() => import('../phases/observation-management/observation-view').then((room) => room.ObservationView));
const MattersPanel = dynamic(() => import('../phases/final-report/matters-panel').then((room) => room.MattersPanel), { loading });
const SignaturesPanel = dynamic(() => import('../phases/final-report/signatures-panel').then((room) => room.SignaturesPanel), {
  loading,
});
const ReportView = dynamic(() => import('../phases/final-report/report-view').then((room) => room.ReportView), { loading });
const FindingsPanel = dynamic(() => import('../phases/observation-management/findings-panel').then((room) => room.FindingsPanel), {
  loading,
});
const DrawEvaluation = dynamic(() => import('../phases/sample-selection/draw-evaluation').then((room) => room.DrawEvaluation), { loading });
const DrawForm = dynamic(() => import('../phases/sample-selection/draw-form').then((room) => room.DrawForm), { loading });
const ScopePanel = dynamic(() => import('../phases/scoping/scope-panel').then((room) => room.ScopePanel), { loading });
const FactsPanel = dynamic(() => import('./facts-panel').then((room) => room.FactsPanel), { loading });
const SummaryPanel = dynamic(() => import('./summary-panel').then((room) => room.SummaryPanel), { loading });

export const ITEMS_PANEL = 'items';

/** One part of a workspace beside its items. Gates name panels by `value`. */
export interface WorkspacePanel {
  value: string;
  label: string;
  /** Work that was asked for here leads on to the items that it made. */
  leadsToItems?: true;
  /** What to do here to get items, shown where the version holds none. */
  makesItems?: string;
  /** How many things it lists, of the version's facts; null where that is not told. */
  countOf?: (facts: readonly FactRow[]) => number | null;
  /** What somebody has to be allowed to do to be offered it. */
  needs?: VersionActionName;
  render: (version: VersionView) => ReactNode;
}

const SUMMARY: WorkspacePanel = { value: 'summary', label: 'Summary', render: (version) => <SummaryPanel version={version} /> };

/** What a phase adds to the workspace that every phase has. */
interface PhasePanels {
  panels: readonly WorkspacePanel[];
  /** What is offered around the whole workspace of a recorded phase: what may be done with its rows. */
  around?: (version: VersionView, recorded: RecordedStandingView, children: ReactNode) => ReactNode;
  /** What is offered around the whole workspace of a version that is drafted and answered. */
  aroundDrafted?: (version: VersionView, children: ReactNode) => ReactNode;
  /** What is said where a version holds no items, and is none the less whole. */
  nothing?: { title: string; words: string };
  /** What stands beside the tabs while items are decided: one line, whatever it says. */
  besideTabs?: (version: VersionView) => ReactNode;
  /** Its items as one text that is read from top to bottom, in place of a list of rows; `beside` is what stands beside each of them. */
  asText?: (version: VersionView, beside?: (row: ItemRow) => ReactNode) => ReactNode;
  /** What stands below the fields of one item, in the workspace and on the decision screen. */
  belowFields?: (version: VersionView, itemKey: string) => ReactNode;
  /** What stands above them, where it is what people open an item for. */
  aboveFields?: (version: VersionView, itemKey: string) => ReactNode;
}

const PHASE_PANELS: Partial<Record<PhaseName, PhasePanels>> = {
  planning: {
    panels: [
      {
        value: 'import',
        label: 'Import',
        leadsToItems: true,
        makesItems: 'Import a dictionary and a data file: each entry and each column becomes an attribute.',
        render: (version) => <ImportForm version={version} />,
      },
      SUMMARY,
      {
        value: 'faults',
        label: 'Faults',
        countOf: (facts) => faultsFactSchema.safeParse(facts.find(({ key }) => key === FAULTS_FACT)?.data).data?.total ?? null,
        render: (version) => <FaultsPanel version={version} />,
      },
      { value: 'file', label: 'Data file', render: (version) => <FactsPanel version={version} except={(key) => key === FAULTS_FACT} /> },
    ],
  },
  'data-profiling': {
    besideTabs: (version) => <RunProfile version={version} />,
    belowFields: (version, itemKey) => <RuleLink version={version} itemKey={itemKey} />,
    panels: [
      {
        value: 'profile',
        label: 'Profile',
        makesItems:
          'Rules follow from the attributes of the approved Planning version and from the data: profile the data to have them proposed.',
        render: (version) => <ProfilePanel version={version} />,
      },
      { value: 'rules', label: 'Write rules', render: (version) => <RulesPanel version={version} /> },
      SUMMARY,
      {
        value: 'file',
        label: 'Population',
        render: (version) => <FactsPanel version={version} except={(key) => key !== POPULATION_FACT} />,
      },
    ],
  },
  scoping: {
    besideTabs: (version) => <ScopeStrip version={version} />,
    panels: [{ value: 'scope', label: 'Impact and coverage', render: (version) => <ScopePanel version={version} /> }, SUMMARY],
  },
  'sample-selection': {
    panels: [
      {
        value: 'draws',
        label: 'Draws',
        leadsToItems: true,
        makesItems: 'Draw records from the population of the approved Planning version.',
        render: (version) => <DrawForm version={version} />,
      },
      { ...SUMMARY, label: 'Coverage' },
      { value: 'evaluation', label: 'Evaluation', render: (version) => <DrawEvaluation version={version} /> },
      {
        value: 'file',
        label: 'Population',
        render: (version) => <FactsPanel version={version} except={(key) => key.startsWith(DRAW_PREFIX)} />,
      },
    ],
  },
  'data-owner-id': {
    around: (version, recorded, children) => (
      <OwnerRecording version={version} recorded={recorded}>
        {children}
      </OwnerRecording>
    ),
    panels: [SUMMARY],
  },
  'request-info': {
    around: (version, _, children) => <RequestRecording version={version}>{children}</RequestRecording>,
    besideTabs: (version) => <RequestList version={version} />,
    belowFields: (version, itemKey) => <EvidenceView version={version} itemKey={itemKey} />,
    panels: [{ ...SUMMARY, label: 'What is asked' }],
  },
  'test-execution': {
    around: (version, recorded, children) => (
      <TestRecording version={version} recorded={recorded}>
        {children}
      </TestRecording>
    ),
    belowFields: (version, itemKey) => <RunView version={version} itemKey={itemKey} />,
    panels: [
      { value: 'matrix', label: 'By record', needs: 'unmask', render: (version) => <TestsMatrix version={version} /> },
      { ...SUMMARY, label: 'Results' },
    ],
  },
  'observation-management': {
    aroundDrafted: (version, children) => <Answering version={version}>{children}</Answering>,
    besideTabs: (version) => <ObservationStrip version={version} />,
    aboveFields: (version, itemKey) => <ObservationView version={version} itemKey={itemKey} />,
    nothing: {
      title: 'No observation',
      words: 'Nothing that was tested and reviewed in this line of business failed. That is submitted and approved like any other version.',
    },
    panels: [
      SUMMARY,
      { value: 'findings', label: 'After approval', render: (version) => <FindingsPanel version={version} /> },
      { value: 'tests', label: 'Tests', render: (version) => <FactsPanel version={version} except={() => false} /> },
    ],
  },
  'final-report': {
    besideTabs: (version) => <DeriveAgain version={version} />,
    asText: (version, beside) => <ReportView version={version} beside={beside} />,
    panels: [
      SUMMARY,
      {
        value: 'matters',
        label: 'Significant matters',
        countOf: (facts) => facts.length,
        render: (version) => <MattersPanel version={version} />,
      },
      { value: 'signatures', label: 'Signatures', render: (version) => <SignaturesPanel version={version} /> },
    ],
  },
};

/** The workspace of a version that is drafted, with what is answered in it around. */
export function aroundDrafted(version: VersionView, children: ReactNode): ReactNode {
  return PHASE_PANELS[version.phase]?.aroundDrafted?.(version, children) ?? children;
}

/** What is said where a version of a phase holds no items; null where there is always more to do. */
export function nothingIn({ phase }: Pick<VersionView, 'phase'>): PhasePanels['nothing'] | null {
  return PHASE_PANELS[phase]?.nothing ?? null;
}

/** A recorded phase's workspace with what may be done in it around. */
export function aroundRecorded(version: VersionView, recorded: RecordedStandingView, children: ReactNode): ReactNode {
  return PHASE_PANELS[version.phase]?.around?.(version, recorded, children) ?? children;
}

/** What a phase shows beside the tabs of its items; null where it shows nothing. */
export function besideTabs(version: VersionView): ReactNode {
  return PHASE_PANELS[version.phase]?.besideTabs?.(version) ?? null;
}

/** The items of a version as one text; null where they are rows. */
export function asText(version: VersionView, beside?: (row: ItemRow) => ReactNode): ReactNode {
  return PHASE_PANELS[version.phase]?.asText?.(version, beside) ?? null;
}

/** What a phase shows below the fields of one item; null where it shows nothing. */
export function belowFields(version: VersionView, itemKey: string): ReactNode {
  return PHASE_PANELS[version.phase]?.belowFields?.(version, itemKey) ?? null;
}

/** What a phase shows above the fields of one item; null where it shows nothing. */
export function aboveFields(version: VersionView, itemKey: string): ReactNode {
  return PHASE_PANELS[version.phase]?.aboveFields?.(version, itemKey) ?? null;
}

/** The parts of a phase's workspace: its items first. Import is only offered on drafts. */
export function panelsOf(version: VersionView): readonly WorkspacePanel[] {
  const noun = phaseDefinition(version.phase).itemNoun.many;
  const items: WorkspacePanel = { value: ITEMS_PANEL, label: noun.charAt(0).toUpperCase() + noun.slice(1), render: () => null };
  const own = PHASE_PANELS[version.phase]?.panels ?? [SUMMARY];
  const isOffered = ({ value, needs }: WorkspacePanel) =>
    (value !== 'import' || version.status === 'draft') && (needs === undefined || version.actions[needs].allowed);
  return [items, ...own.filter(isOffered)];
}
