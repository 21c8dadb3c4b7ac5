import type { Cite } from '../../../phase/figure';
import type { PhaseName } from '../../../phase/phase-names';
import type { ScoredRule } from '../../data-profiling/score';
import type { Observation } from '../../observation-management/observation-item';
import type { SampledRecord } from '../../observation-management/observed-sample';
import type { Attribute } from '../../planning/attribute-item';
import type { DrawFact } from '../../sample-selection/facts';
import type { Sample } from '../../sample-selection/sample-item';
import type { ScopedAttribute } from '../../scoping/scope-item';
import type { TestItem } from '../../test-execution/test-item';

/** A run that a Test Executive accepted, as the report counts it. */
export type ReportedRun = Pick<TestItem, 'attribute' | 'record' | 'pattern' | 'looser'> & {
  caseId: string;
  result: 'pass' | 'fail' | 'inconclusive';
};

/** A case of Request Info, as the report counts it. */
export interface ReportedCase {
  attribute: string;
  attributeName: string;
  /** Why the evidence cannot be had; empty where it can. */
  unobtainable: string;
}

/** A line of business with what its lanes come to; approved versions alone. */
export interface LineSources {
  /** Key of its lane. */
  key: string;
  /** Name of the line of business. */
  lob: string;
  requests: readonly { cite: Cite; cases: readonly ReportedCase[] }[];
  tests: readonly { cite: Cite; runs: readonly ReportedRun[] }[];
  observations: { cite: Cite; observations: readonly (readonly [key: string, observation: Observation])[] } | null;
}

/** How a chain of versions came to what is approved. */
export interface ChainHistory {
  cite: Cite;
  /** Versions that were submitted or recorded, withdrawn ones too. */
  versions: number;
  /** Versions that were sent back or rejected. */
  returned: number;
  /** Who approved the version in force, as texts name people, with the role; empty where the submission is the decision. */
  decidedBy: readonly { person: string; role: string }[];
}

/** An input that changed after it was used, and that somebody accepted as it was. */
export interface AcceptedInput {
  cite: Cite;
  input: { phase: PhaseName; instance: string };
  reason: string;
}

/** A finding that is let be until a day. */
export interface ExceptionSource {
  /** The version of Observation Management in which it was observed last. */
  cite: Cite;
  itemKey: string;
  lob: string;
  attribute: string;
  pattern: string;
  /** ISO day. */
  until: string;
  reason: string;
}

/** A record of the sample, with what was decided of it. */
export type ReportedSample = SampledRecord & Pick<Sample, 'decision' | 'lob'>;

/** What a final report is derived from: the approved versions of the report, as they are now. A phase that the plan goes without is null. */
export interface ReportSources {
  planning: { cite: Cite; attributes: readonly Pick<Attribute, 'code' | 'name' | 'decision' | 'cde'>[]; records: number | null } | null;
  profiling: { cite: Cite; rules: readonly ScoredRule[] } | null;
  scoping: { cite: Cite; attributes: readonly ScopedAttribute[] } | null;
  sample: {
    cite: Cite;
    draws: readonly { key: string; draw: DrawFact }[];
    samples: readonly (readonly [record: string, sample: ReportedSample])[];
  } | null;
  lines: readonly LineSources[];
  history: readonly ChainHistory[];
  acceptedInputs: readonly AcceptedInput[];
  exceptions: readonly ExceptionSource[];
}
