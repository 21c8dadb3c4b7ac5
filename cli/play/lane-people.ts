import type { Subject } from '#domain/people/permissions';
import type { DemoPart } from '../demo/people';

/** Who acts in lanes: the executives by the id of their line of business, and the owners whom they assign in turn. */
export interface LanePeople {
  executives: ReadonlyMap<string, Subject>;
  owners: readonly Subject[];
  /** Who judges what tests come to. */
  testExecutive: Subject;
}

/** Who acts in lanes: of each line of business the executive, the owners, and a Test Executive. */
export function lanePeople(cast: Record<DemoPart, Subject>): LanePeople {
  const executives = [cast.retailExecutive, cast.commercialExecutive, cast.multifamilyExecutive];
  return {
    executives: new Map(executives.flatMap((one) => one.roles.flatMap(({ lobId }) => (lobId ? [[lobId, one] as const] : [])))),
    owners: [cast.dataOwner, cast.secondDataOwner, cast.thirdDataOwner, cast.fourthDataOwner],
    testExecutive: cast.executive,
  };
}
