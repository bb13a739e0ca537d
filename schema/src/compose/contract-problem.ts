import type { ASTNode } from 'graphql';

/** Something wrong in the contracts, with the place where it stands. */
export interface ContractProblem {
  readonly message: string;
  /** `schema/capabilities/embeddings.graphql:12:3`; null where no place is known. */
  readonly place: string | null;
}

/** The first place that a list of nodes names. */
export function placeOf(nodes: readonly ASTNode[] | undefined): string | null {
  for (const { loc } of nodes ?? []) {
    if (loc && loc.startToken.line > 0) return `${loc.source.name}:${loc.startToken.line}:${loc.startToken.column}`;
  }
  return null;
}

/** Contracts that do not hold together; the message lists every problem on a line of its own. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly problems: readonly ContractProblem[];

  constructor(problems: readonly ContractProblem[]) {
    super(problems.map(({ place, message }) => (place ? `${place}: ${message}` : message)).join('\n'));
    this.problems = problems;
  }
}
