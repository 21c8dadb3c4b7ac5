/**
 * The versions of the process by which a report runs, oldest first, by the names of their workflow types. A report goes on by a later one only
 * (docs/decisions/0047-versions-of-the-process.md).
 */
export const CYCLE_REPORT_TYPES = ['cycleReport_1_0_0', 'cycleReport_1_1_0', 'cycleReport_1_2_0', 'cycleReport_2_0_0'] as const;
export type CycleReportType = (typeof CYCLE_REPORT_TYPES)[number];

/** The version by which a report runs where nobody chose another. */
export const DEFAULT_CYCLE_REPORT_TYPE: CycleReportType = 'cycleReport_2_0_0';

/** What differs from version to version, as far as anything but the order of phases does. */
export interface ProcessFeatures {
  /** Phases have due dates, and people are told of them. */
  clock: boolean;
  /** An approved phase can be reopened. */
  reopening: boolean;
  /** Lanes run one after the other instead of beside each other. */
  oneLaneAtATime: boolean;
  /** Its plan is an input, which may grow while the report runs. */
  planGrows: boolean;
}

const FEATURES: Record<CycleReportType, ProcessFeatures> = {
  cycleReport_1_0_0: { clock: false, reopening: false, oneLaneAtATime: true, planGrows: false },
  cycleReport_1_1_0: { clock: true, reopening: false, oneLaneAtATime: true, planGrows: false },
  cycleReport_1_2_0: { clock: true, reopening: false, oneLaneAtATime: false, planGrows: false },
  cycleReport_2_0_0: { clock: true, reopening: true, oneLaneAtATime: false, planGrows: true },
};

/** What a report's version of the process does. Null stands for a report that was never started: it will run by the default. */
export function featuresOf(type: string | null): ProcessFeatures {
  return FEATURES[cycleReportType(type)];
}

/** A stored name as one of the list. @throws Error where it is none: the release that knew it is a later one */
export function cycleReportType(stored: string | null): CycleReportType {
  if (stored === null) return DEFAULT_CYCLE_REPORT_TYPE;
  const known = CYCLE_REPORT_TYPES.find((type) => type === stored);
  if (known === undefined) throw new Error(`this release knows no version of the process by the name ${stored}`);
  return known;
}

/** The number that people read: "1.0.0". */
export function versionNumberOf(type: CycleReportType): string {
  return type.replace('cycleReport_', '').replaceAll('_', '.');
}

/** The versions that a report can go on by: those after its own, oldest first. */
export function laterTypes(type: CycleReportType): CycleReportType[] {
  return CYCLE_REPORT_TYPES.slice(CYCLE_REPORT_TYPES.indexOf(type) + 1);
}

/** The versions in which lanes wait for their turn. */
export const ONE_LANE_AT_A_TIME = CYCLE_REPORT_TYPES.filter((type) => FEATURES[type].oneLaneAtATime);
