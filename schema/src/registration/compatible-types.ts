import { Kind, type TypeNode } from 'graphql';

/** Whether what a service gives is always what the contract promises; it may promise more, such as no null. */
export function givesWhatIsPromised(promised: TypeNode, given: TypeNode): boolean {
  if (promised.kind === Kind.NON_NULL_TYPE) {
    return given.kind === Kind.NON_NULL_TYPE && givesWhatIsPromised(promised.type, given.type);
  }
  if (given.kind === Kind.NON_NULL_TYPE) return givesWhatIsPromised(promised, given.type);
  if (promised.kind === Kind.LIST_TYPE)
    return given.kind === Kind.LIST_TYPE && givesWhatIsPromised(promised.type, given.type);
  return given.kind === Kind.NAMED_TYPE && promised.name.value === given.name.value;
}

/** Whether a service takes whatever the contract lets callers send; it may take more, such as null. */
export function takesWhatIsSent(sent: TypeNode, taken: TypeNode): boolean {
  return givesWhatIsPromised(taken, sent);
}
