import { type Composer, ContractError, type RegisteredContract } from '@sluice/schema/registration';
import type { Logger } from '@sluice/telemetry';

import type { SupergraphHolder } from '../supergraph/gateway-interface.js';
import { committedSnapshot, createSnapshotInSteps } from '../supergraph/snapshot.js';

export interface RecomposeOptions {
  readonly supergraph: SupergraphHolder;
  readonly composer: Pick<Composer, 'compose'>;
  readonly logger: Logger;
}

/** Puts the graph in force that these contracts make beside the committed ones. Never rejects. */
export type Recompose = (contracts: readonly RegisteredContract[]) => Promise<void>;

/**
 * Composes on a thread, reads what comes of it in steps between which requests run, and swaps: what is under way ends
 * on the graph that it began with. One call at a time.
 */
export function createRecompose({ supergraph, composer, logger }: RecomposeOptions): Recompose {
  let inForce = keyOf([]);

  /** After an update of the gateway a contract may not go with the committed ones any more: the others still do. */
  async function composeMost(contracts: readonly RegisteredContract[]): Promise<string | null> {
    try {
      return await composer.compose(contracts);
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
    }
    let sdl: string | null = null;
    const kept: RegisteredContract[] = [];
    for (const contract of contracts) {
      try {
        sdl = await composer.compose([...kept, contract]);
        kept.push(contract);
      } catch (error) {
        if (!(error instanceof ContractError)) throw error;
        logger.error({ capability: contract.name }, 'A registered capability does not go with the graph; left out.');
      }
    }
    return sdl;
  }

  return async (contracts) => {
    const key = keyOf(contracts);
    if (key === inForce) return;
    try {
      const sdl = contracts.length === 0 ? null : await composeMost(contracts);
      const next = sdl === null ? committedSnapshot() : await createSnapshotInSteps(sdl);
      supergraph.replace(next);
      inForce = key;
      logger.info({ capability: contracts.map(({ name }) => name).join(',') }, 'Another graph is in force.');
    } catch (error) {
      logger.error({ error }, 'The graph could not be composed; the one before stays in force.');
    }
  };
}

const keyOf = (contracts: readonly RegisteredContract[]) =>
  JSON.stringify(contracts.map(({ name, sdl }) => [name, sdl]));
