import { FAULT_KINDS, type Fault, type FaultKind, type FaultsFact } from '../facts';

/** The most faults that are listed; all are counted. */
export const LISTED_FAULTS = 1_000;

/** Collects faults pass by pass; keeps of each kind the first in order of line and field. */
export class FaultList {
  private readonly counts = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  private readonly kept: Fault[] = [];

  /** Counts and, while the kind has fewer than are listed, keeps a fault. Faults of one pass come in order of line. */
  add(fault: Fault): void {
    this.counts[fault.kind] += 1;
    if (this.counts[fault.kind] <= LISTED_FAULTS) this.kept.push(fault);
  }

  /** Counts faults that a query found beyond those it returned. */
  addUnlisted(kind: FaultKind, count: number): void {
    this.counts[kind] += count;
  }

  /** Keeps a fault that was counted already. */
  keep(fault: Fault): void {
    this.kept.push(fault);
  }

  fact(): FaultsFact {
    const first = [...this.kept]
      .sort((a, b) => a.line - b.line || (a.field ?? 0) - (b.field ?? 0) || FAULT_KINDS.indexOf(a.kind) - FAULT_KINDS.indexOf(b.kind))
      .slice(0, LISTED_FAULTS);
    return { total: Object.values(this.counts).reduce((sum, count) => sum + count, 0), byKind: { ...this.counts }, first };
  }
}
