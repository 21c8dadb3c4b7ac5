import type { ApprovalPolicy } from '#domain/approval-policy';
import type { PhaseName } from '#domain/phases/phase-names';
import type { Role } from '#domain/roles';

export interface AdminUser {
  id: string;
  name: string;
  email: string;
  disabled: boolean;
  hasPassword: boolean;
  roles: readonly { id: string; role: Role; scope: string | null; until: string | null }[];
}
export interface AdminReport {
  id: string;
  name: string;
  regulator: string;
  ownerId: string | null;
  ownerName: string | null;
  sources: readonly { id: string; name: string; system: string; active: boolean }[];
}
export interface AdminPolicy {
  phase: PhaseName;
  label: string;
  number: number;
  policy: ApprovalPolicy;
  allowanceHours: number;
  validFrom: string;
  by: string | null;
  reason: string;
  built: boolean;
}
export interface AdminDifference {
  id: string;
  subject: string;
  detail: string;
  repaired: boolean;
  foundAt: string;
}
export interface AdminView {
  users: readonly AdminUser[];
  lobs: readonly { id: string; name: string; active: boolean }[];
  reports: readonly AdminReport[];
  policies: readonly AdminPolicy[];
  differences: readonly AdminDifference[];
  lastReconciledAt: string | null;
}
