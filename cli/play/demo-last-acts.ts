import type { PhaseName } from '#domain/phase/phase-names';
import { type Play, sampleReturned } from './acts';
import { playEvidenceHalfway } from './evidence-act';
import { playFinalReport } from './final-report-act';
import { playObservationsHalfway } from './observations-act';
import { playOwnersHalfway } from './owners-act';
import { playPackage } from './package-act';
import { importInto } from './planning-act';
import { playProfiling, profileInto } from './profiling-act';
import { approve } from './review-act';
import { loosenAndSubmit, turnDown } from './rounds';
import { playFirstSample, playRevision } from './sampling-act';
import { playScoping } from './scoping-act';
import { playTestsHalfway } from './tests-act';

export type Reached = 'opened' | 'prepared' | 'waiting' | 'sent back' | 'revised' | 'approved';

/** The rule that the demo's owner turns down, and the value that the tester then lets through. */
export const DOUBTED_RULE = { key: 'LOAN_PURPOSE.valid-values', value: '3' } as const;
const DOUBTED_ATTRIBUTE = 'PREAPPROVAL';

/** How a demo report ends: its last phase is played until the state it is there to show. */
export const LAST_ACTS: Partial<Record<PhaseName, (play: Play, reached: Reached) => Promise<void>>> = {
  planning: async ({ stage, tester, cycleReportId, files, options }) =>
    void (await importInto(stage, tester, cycleReportId, files, options)),
  'data-profiling': async ({ stage, tester, owner, cycleReportId, rules }, reached) => {
    if (reached === 'prepared') return void (await profileInto(stage, tester, cycleReportId, rules));
    const first = await playProfiling(stage, tester, cycleReportId, rules);
    if (reached === 'waiting') return;
    const returned = await turnDown(stage, owner, first, DOUBTED_RULE.key, 'The bank uses more codes than the list says.');
    if (reached === 'revised') await loosenAndSubmit(stage, tester, returned, DOUBTED_RULE.key, DOUBTED_RULE.value);
  },
  scoping: async ({ stage, tester, owner, cycleReportId }, reached) => {
    const first = await playScoping(stage, tester, cycleReportId);
    if (reached === 'sent back')
      await turnDown(stage, owner, first, DOUBTED_ATTRIBUTE, 'Examiners asked about this one: please look again.');
  },
  'sample-selection': async (play, reached) => {
    const { stage, tester, owner, cycleReportId, lob, options } = play;
    const first = await playFirstSample(stage, tester, cycleReportId, lob, options.seed);
    if (reached === 'waiting') return;
    const returned = await sampleReturned(play, first);
    if (reached === 'sent back') return;
    const revised = await playRevision(stage, tester, cycleReportId, lob, returned);
    if (reached === 'approved') await approve(stage, owner, revised);
  },
  'data-owner-id': async ({ stage, tester, cycleReportId, people }) => {
    await playOwnersHalfway(stage, cycleReportId, people);
    await playEvidenceHalfway(stage, cycleReportId, tester, people);
    await playTestsHalfway(stage, cycleReportId, tester, people);
  },
  'observation-management': async ({ stage, cycleReportId, ...play }) => await playObservationsHalfway(stage, cycleReportId, play),
  'final-report': async ({ stage, cycleReportId, ...play }) => {
    await playFinalReport(stage, cycleReportId, play);
    await playPackage(stage, cycleReportId, play.people.testExecutive);
  },
};
