import { type ConstDirectiveNode, type ConstValueNode, Kind } from 'graphql';

import { type CallField, directiveOf, stringArgument } from '../../contracts/context-kinds.js';
import { type ContractProblem, placeOf } from '../contract-problem.js';

/** Thirty days: what is older than that is no longer what a service would say. */
const MAX_AGE_SECONDS = 30 * 86_400;

/**
 * Only what a PURE call answers may be kept, for a bounded time; and only what is kept can be shared. What a call costs
 * or changes cannot come out of a cache.
 */
export function onlyPureAnswersAreKept(fields: readonly CallField[]): ContractProblem[] {
  return fields.flatMap(({ typeName, field }) => {
    const call = directiveOf(field, 'call');
    return problemsOf(call).map((problem) => ({
      message: `${typeName}.${field.name.value} ${problem}`,
      place: placeOf([field.name]),
    }));
  });
}

function problemsOf(call: ConstDirectiveNode | undefined): string[] {
  const age = valueOf(call, 'maxAge');
  const shareable = valueOf(call, 'shareable');
  const maxAge = age?.kind === Kind.INT ? Number(age.value) : 0;
  const isShared = shareable?.kind === Kind.BOOLEAN && shareable.value;
  const effect = stringArgument(call, 'effect');
  return [
    ...(maxAge < 0 || maxAge > MAX_AGE_SECONDS
      ? [`has maxAge: ${maxAge} and must have one from 0 to ${MAX_AGE_SECONDS} seconds.`]
      : []),
    ...(maxAge > 0 && effect !== 'PURE' ? [`is ${effect}: only answers of PURE calls have a maxAge.`] : []),
    ...(isShared && maxAge <= 0 ? ['is shareable and must have a maxAge: what is not kept is not shared.'] : []),
  ];
}

function valueOf(directive: ConstDirectiveNode | undefined, name: string): ConstValueNode | undefined {
  return directive?.arguments?.find((argument) => argument.name.value === name)?.value;
}
