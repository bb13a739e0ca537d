import { print } from 'graphql';

import { ContractError } from '../compose/contract-problem.js';
import { readContracts } from '../contracts/read-contracts.js';
import { subgraphDocument } from '../contracts/subgraph-document.js';
import { checkServiceSdl, type ServiceReading } from '../registration/check-service-sdl.js';

export const contracts = readContracts();

/** What a service that is made with the kit says, with changes. */
export function sdlOf(
  names: readonly string[],
  ...changes: readonly (readonly [from: string | RegExp, to: string])[]
): string {
  const chosen = contracts.contracts.filter(({ name }) => names.includes(name));
  const sdl = print(subgraphDocument(contracts.common, chosen));
  return changes.reduce((text, [from, to]) => {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`Nothing to change: ${String(from)}`);
    return changed;
  }, sdl);
}

export const GUARD = '@requiresScopes(scopes: [["context:feel"]])';
export const CALL = '@call(effect: PURE, interchangeable: ANY)';
export const MOOD = '"A mood." type Mood @shareable { "Its name." name: String! }';

/** A service with one field that no contract has. */
export function moodOf({ field = `mood: Mood ${GUARD} ${CALL} @contextKind(name: "mood")`, more = MOOD } = {}): string {
  return `${sdlOf(['language'])}\nextend type Text {\n  "How the writer felt."\n  ${field}\n}\n${more}`;
}

export function read(sdl: string, ...offered: string[]): ServiceReading {
  return checkServiceSdl({ sdl, offered, contracts });
}

/** What is wrong with a service, without the places. */
export function problemsOf(sdl: string, ...offered: string[]): string[] {
  try {
    read(sdl, ...offered);
    return [];
  } catch (error) {
    if (error instanceof ContractError) return error.problems.map(({ message }) => message);
    throw error;
  }
}
