'use client';
import { useMemo } from 'react';
import { useVersionSummary } from '#client/version-summary';
import type { VersionView } from '#contract/views/version-views';
import type { PhaseDefinition } from '#domain/phase/definition';
import { withChoices } from '#domain/phase/with-choices';
import { phaseDefinition } from '#domain/phases/registry';

const NONE: readonly string[] = [];

/** The phase of a version, with the installation's lists as choices where its draft is edited. */
export function useDefinition(version: VersionView): PhaseDefinition {
  const plain = phaseDefinition(version.phase);
  const chooses = version.status === 'draft' && plain.fields.some((field) => field.choicesFrom !== undefined);
  const lobNames = useVersionSummary(chooses ? version.id : null).data?.lobNames ?? NONE;
  return useMemo(() => withChoices(plain, lobNames), [plain, lobNames]);
}
