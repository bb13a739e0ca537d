import { type DirectiveNode, type DocumentNode, Kind, visit } from 'graphql';

import { type ContractProblem, placeOf } from '../../compose/contract-problem.js';

/** What costs less than nothing would pay for the rest of an operation. */
export function noNegativeCosts(document: DocumentNode): ContractProblem[] {
  const problems: ContractProblem[] = [];
  const check = (node: DirectiveNode) => {
    if (node.name.value !== 'cost' && node.name.value !== 'listSize') return;
    for (const { name, value } of node.arguments ?? []) {
      if (value.kind !== Kind.INT || Number(value.value) >= 0) continue;
      const message = `@${node.name.value}(${name.value}:) is ${value.value.slice(0, 20)}; 0 and more are taken.`;
      problems.push({ message, place: placeOf([node]) });
    }
  };
  visit(document, { Directive: check });
  return problems;
}
