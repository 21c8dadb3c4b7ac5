import type { ReactNode } from 'react';
import type { VersionView } from '#contract/views/version-views';
import type { PhaseName } from '#domain/phase/phase-names';
import { FAULTS_FACT } from '#domain/phases/planning/facts';
import { POPULATION_FACT } from '#domain/phases/planning/population';
import { phaseDefinition } from '#domain/phases/registry';
import { DRAW_PREFIX } from '#domain/phases/sample-selection/facts';
import { ProfilePanel } from '../phases/data-profiling/profile/profile-panel';
import { RunProfile } from '../phases/data-profiling/profile/run-profile';
import { RulesPanel } from '../phases/data-profiling/rules/rules-panel';
import { FaultsPanel } from '../phases/planning/faults-panel';
import { ImportForm } from '../phases/planning/import-form';
import { DrawEvaluation } from '../phases/sample-selection/draw-evaluation';
import { DrawForm } from '../phases/sample-selection/draw-form';
import { ScopePanel } from '../phases/scoping/scope-panel';
import { ScopeStrip } from '../phases/scoping/scope-strip';
import { FactsPanel } from './facts-panel';
import { SummaryPanel } from './summary-panel';

export const ITEMS_PANEL = 'items';

/** One part of a workspace beside its items. Gates name panels by `value`. */
export interface WorkspacePanel {
  value: string;
  label: string;
  /** What to do here to get items, shown where the version holds none. */
  makesItems?: string;
  render: (version: VersionView) => ReactNode;
}

const SUMMARY: WorkspacePanel = { value: 'summary', label: 'Summary', render: (version) => <SummaryPanel version={version} /> };

const PANELS: Partial<Record<PhaseName, readonly WorkspacePanel[]>> = {
  planning: [
    {
      value: 'import',
      label: 'Import',
      makesItems: 'Import a dictionary and a data file: each entry and each column becomes an attribute.',
      render: (version) => <ImportForm version={version} />,
    },
    SUMMARY,
    { value: 'faults', label: 'Faults', render: (version) => <FaultsPanel version={version} /> },
    { value: 'file', label: 'Data file', render: (version) => <FactsPanel version={version} except={(key) => key === FAULTS_FACT} /> },
  ],
  'data-profiling': [
    {
      value: 'profile',
      label: 'Profile',
      makesItems:
        'Rules follow from the attributes of the approved Planning version and from the data: profile the data to have them proposed.',
      render: (version) => <ProfilePanel version={version} />,
    },
    { value: 'rules', label: 'Write rules', render: (version) => <RulesPanel version={version} /> },
    SUMMARY,
    { value: 'file', label: 'Population', render: (version) => <FactsPanel version={version} except={(key) => key !== POPULATION_FACT} /> },
  ],
  scoping: [{ value: 'scope', label: 'Impact and coverage', render: (version) => <ScopePanel version={version} /> }, SUMMARY],
  'sample-selection': [
    {
      value: 'draws',
      label: 'Draws',
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
};

/** What stands above a phase's items while they are decided. */
const ABOVE_ITEMS: Partial<Record<PhaseName, (version: VersionView) => ReactNode>> = {
  'data-profiling': (version) => <RunProfile version={version} />,
  scoping: (version) => <ScopeStrip version={version} />,
};

export function aboveItems(version: VersionView): ReactNode {
  return ABOVE_ITEMS[version.phase]?.(version) ?? null;
}

/** The parts of a phase's workspace: its items first. Import is only offered on drafts. */
export function panelsOf(version: VersionView): readonly WorkspacePanel[] {
  const noun = phaseDefinition(version.phase).itemNoun.many;
  const items: WorkspacePanel = { value: ITEMS_PANEL, label: noun.charAt(0).toUpperCase() + noun.slice(1), render: () => null };
  const own = PANELS[version.phase] ?? [SUMMARY];
  return [items, ...own.filter((panel) => panel.value !== 'import' || version.status === 'draft')];
}
