import { parse, Source } from 'graphql';

import { type Contracts, readContracts } from '../contracts/read-contracts.js';

/** Contracts made of SDL in a test: the real common definitions, and these capabilities, by name. */
export function contractsOf(capabilities: Readonly<Record<string, string>>): Contracts {
  const { common, contracts } = readContracts();
  const control = contracts.filter(({ kind }) => kind === 'control');
  const made = Object.entries(capabilities).map(([name, sdl]) => {
    const file = `capabilities/${name}.graphql`;
    return { name, file, kind: 'capability' as const, document: parse(new Source(sdl, `schema/${file}`)) };
  });
  return { common, contracts: [...made, ...control] };
}
