import type { DrawParams } from '#contract/draws';
import type { FilterCondition } from '#domain/item/item-filter';
import type { ItemData } from '#domain/item/json';
import { type Sample, sampleSchema } from '#domain/phases/sample-selection/sample-item';
import { rememberedFiles } from '#worker/analysis/files/derived-files';
import { answerInquiry } from '#worker/prepare/inquiries/answer-inquiry';
import { redrawVersion } from '#worker/prepare/sample-selection/redraw-version';
import { rankByHash } from '../oracles/rank-by-hash';
import { carryOut, contextOf, factsOf, importOf, itemsOf, prepareDraft, setWhere } from './preparing';
import { type Stores } from './stores';
import { where } from './where';
import { type ChainHandle, GATED, makeChain, OWNER_REVIEW, SELF, submit } from './world/chain';
import { makeScenario, type Scenario } from './world/scenario';

const ROWS = Array.from({ length: 200 }, (_, index) => [
  String(1000 + index),
  index % 40 === 0 ? '-5' : String(50 + ((index * 37) % 400)),
  index % 10 < 6 ? '1' : '2',
  index % 7 === 0 ? '' : 'TX',
]);
/** The keys in the order in which draws of the seed `s` take them. */
export const RANKED = rankByHash(
  's',
  ROWS.map(([key = '']) => ({ key, keyTexts: [key] })),
).map(({ key }) => key);
/** Every purpose belongs to one line of business. */
export const LOB = { column: 'purpose', map: { '1': 'Retail', '2': 'Retail' } };

type PreviewPlan = Extract<Parameters<typeof answerInquiry>[1], { kind: 'preview-draw' }>['plan'];

/** A report with Planning approved on the loans, and the first draft of its Sample Selection. */
export class DrawnLoans {
  private constructor(
    readonly stores: Stores,
    readonly scenario: Scenario,
    readonly chain: ChainHandle,
    readonly versionId: string,
  ) {}

  /** `upstream` approves what else the draft is built from, before it is prepared. */
  static async begin(
    stores: Stores,
    { confidential = null, upstream }: { confidential?: string | null; upstream?: (scenario: Scenario) => Promise<void> } = {},
  ): Promise<DrawnLoans> {
    const { db, storage } = stores;
    await db.prisma.lob.upsert({ where: { name: 'Retail' }, create: { name: 'Retail' }, update: {} });
    const scenario = await makeScenario(db);
    await approvePlanning(stores, scenario, confidential);
    await upstream?.(scenario);
    const chain = await makeChain(scenario, 'sample-selection', OWNER_REVIEW);
    return new DrawnLoans(stores, scenario, chain, await prepareDraft(chain, storage, 'sample-selection'));
  }

  draw(params: DrawParams): Promise<void> {
    return carryOut(this.chain, this.stores.storage, { versionId: this.versionId, kind: 'draw', params });
  }

  set(conditions: readonly FilterCondition[], values: ItemData): Promise<void> {
    return setWhere(this.chain, this.versionId, conditions, values);
  }

  async samples(): Promise<Map<string, Sample>> {
    return new Map((await itemsOf(this.chain, this.versionId)).map(({ key, data }) => [key, sampleSchema.parse(data)]));
  }

  facts() {
    return factsOf(this.chain, this.versionId);
  }

  /** What a draw of that plan would give. */
  preview(plan: PreviewPlan) {
    return answerInquiry(contextOf(this.chain, this.stores.storage), { kind: 'preview-draw', versionId: this.versionId, plan });
  }

  /** Every recorded draw, drawn again. */
  redrawn() {
    const { db, storage } = this.stores;
    const analysis = { storage, derived: rememberedFiles(), signal: new AbortController().signal, heartbeat: () => undefined };
    return redrawVersion(db, analysis, this.versionId);
  }
}

async function approvePlanning({ storage }: Stores, scenario: Scenario, confidential: string | null): Promise<void> {
  const chain = await makeChain(scenario, 'planning', SELF);
  const versionId = await prepareDraft(chain, storage, 'planning');
  const params = await importOf(storage, ['loan_id', 'amount', 'purpose', 'state'], ROWS, { key: ['loan_id'] });
  await carryOut(chain, storage, { versionId, kind: 'import', params });
  await setWhere(chain, versionId, [], { decision: 'include' });
  if (confidential !== null) await setWhere(chain, versionId, [where('code', 'is', confidential)], { securityClass: 'confidential' });
  const answer = await submit(chain, versionId, {}, GATED);
  if (answer.outcome !== 'applied') throw new Error(`${answer.code} ${answer.detail}`);
}
