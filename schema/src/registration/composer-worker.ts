import { parentPort } from 'node:worker_threads';

import { composeContracts } from '../compose/compose-contracts.js';
import { ContractError } from '../compose/contract-problem.js';
import { type Contracts, readContracts } from '../contracts/read-contracts.js';
import { checkServiceSdl } from './check-service-sdl.js';
import type { ComposerAnswer, ComposerTask } from './composer-messages.js';
import { toContract } from './new-capabilities.js';

const own = readContracts();

/** The supergraph that was composed last: what a check has composed is asked for as soon as it is stored. */
let last: { readonly contracts: string; readonly supergraph: string } | null = null;

parentPort?.on('message', (task: ComposerTask) => parentPort?.postMessage(answer(task)));

function answer(task: ComposerTask): ComposerAnswer {
  try {
    const contracts = { ...own, contracts: [...own.contracts, ...task.registered.map(toContract)] };
    if (task.kind === 'compose') return { kind: 'compose', supergraph: compose(contracts) };
    const { sdl, offered } = task;
    return { kind: 'check', reading: checkServiceSdl({ sdl, offered, contracts, compose }) };
  } catch (error) {
    if (error instanceof ContractError) return { kind: 'refused', problems: error.problems };
    return { kind: 'failed', message: error instanceof Error ? error.message : 'unknown' };
  }
}

function compose(contracts: Contracts): string {
  const key = JSON.stringify(contracts.contracts.map(({ file, document }) => [file, document.loc?.source.body]));
  if (last?.contracts !== key) last = { contracts: key, supergraph: composeContracts(contracts).supergraph };
  return last.supergraph;
}
