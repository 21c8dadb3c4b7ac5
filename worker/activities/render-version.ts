import { chainState } from '#data/chain/chain.transitions';
import type { ChainState } from '#data/chain/chain-state';
import { renderVersion as render } from '../prepare/rendition/render-version';
import type { ActivityDependencies } from './dependencies';

export interface RenderVersionInput {
  chainId: string;
  versionId: string;
  recipe: string;
}

/** Makes the document that a version lacks. Run again it makes the same bytes, and writes nothing. */
export function renderVersionWith({ db, storage }: ActivityDependencies) {
  return async function renderVersion({ chainId, versionId, recipe }: RenderVersionInput): Promise<ChainState> {
    await render({ db, storage }, { versionId, recipe });
    return await chainState(db, chainId);
  };
}
