import { defaultComparison } from '../../comparing/comparison-setting';
import { canonicalJson } from '../../item/canonical-json';
import type { ItemChange } from '../../item/diff';
import type { ItemData } from '../../item/json';
import { withJudged } from '../../phase/recorded';
import type { Verdict } from '../../phase/verdicts';
import type { RequestItem, SuppliedEvidence } from '../request-info/request-item';
import { recordedTests } from './recorded';
import { withStanding } from './run-test';
import { type TestItem, type TestSetting, testSchema } from './test-item';

/** A case as Request Info has it, with the verdict that stands on it. */
export interface RequestedCase {
  request: RequestItem;
  standing: Verdict | 'none';
}

/** What Planning says of an attribute beyond what a case carries. */
export type PlannedAttribute = Pick<TestItem, 'specialValues' | 'confidential'>;

/** What a listing knows beside the cases. */
interface Known {
  /** The number of the version of Request Info that the cases are read from. */
  requestVersion: number;
  /** By attribute code. */
  planned: ReadonlyMap<string, PlannedAttribute>;
}

/** The value that accepted evidence shows: what its owner stated, what stands in the record's row of a table, or what was found for certain. */
export function shownBy({ stated, check }: Pick<SuppliedEvidence, 'stated' | 'check'>, reported: string | null): string | null {
  if (stated !== null) return stated;
  const read = check.recipe === 'match/2' ? check.read : null;
  return read ?? (check.value === 'found' ? reported : null);
}

/**
 * Answers what changes in what is tested in an owner's lane when it is listed anew: every case that the owner is asked for, with its evidence
 * once that is accepted. Runs and settings stay; cases that come are compared as the others of their attribute are.
 */
export function listTests(before: ReadonlyMap<string, ItemData>, cases: ReadonlyMap<string, RequestedCase>, known: Known): ItemChange[] {
  const former = new Map([...before].map(([key, data]) => [key, testSchema.parse(data)]));
  const settings = settingsInUse(former.values());
  const gone = [...former.keys()].filter((key) => !cases.has(key)).map((key): ItemChange => ({ key, op: 'remove' }));
  const puts = [...cases].flatMap(([key, listed]): ItemChange[] => {
    const kept = former.get(key) ?? null;
    const item = withJudged(recordedTests, listedTest(kept, listed, known, settings) as ItemData);
    return kept !== null && canonicalJson(kept as ItemData) === canonicalJson(item) ? [] : [{ key, op: 'put', data: item }];
  });
  return [...gone, ...puts];
}

/** How the values of each attribute are compared, where its type is still the one that it was stated for. */
function settingsInUse(items: Iterable<TestItem>): ReadonlyMap<string, TestSetting> {
  const settings = new Map<string, TestSetting>();
  for (const item of items) settings.set(settingKey(item), item.setting);
  return settings;
}

function settingKey({ attribute, type }: Pick<TestItem, 'attribute' | 'type'>): string {
  return `${type ?? ''} ${attribute}`;
}

function listedTest(
  kept: TestItem | null,
  { request, standing }: RequestedCase,
  { requestVersion, planned }: Known,
  settings: ReadonlyMap<string, TestSetting>,
): Omit<TestItem, 'judged'> {
  const { attribute, attributeName, record, type, format, reported, judged } = request;
  const isAccepted = standing === 'accepted';
  const supplied = isAccepted ? request.evidence : null;
  const same = supplied !== null && kept?.evidence?.judged === judged ? kept.evidence : null;
  return withStanding({
    attribute,
    attributeName,
    record,
    type,
    format,
    // What Planning does not know any more is taken to be confidential.
    ...(planned.get(attribute) ?? { specialValues: [], confidential: true }),
    reported,
    evidence: same ?? (supplied && { sha256: supplied.sha256, fileName: supplied.fileName, requestVersion, at: supplied.at, judged }),
    shown: supplied && shownBy(supplied, reported),
    unobtainable: isAccepted ? request.unobtainable : '',
    setting: settings.get(settingKey(request)) ?? { ...defaultComparison(type), reason: '' },
    run: kept?.run ?? null,
  });
}
