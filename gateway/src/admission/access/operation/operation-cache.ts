import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

import type { AdmissionRequest } from '../../../supergraph/admission.js';
import type { GuardedGraph } from '../guarded-graph.js';
import { compileOperation } from './compile-operation.js';
import { cutOperation } from './cut-operation.js';
import { type MarkerTree, markerTree } from './marker-tree.js';
import type { CompiledOperation, FieldPart } from './selected-part.js';

/** What is left of an operation, with the places of the rest. */
export interface CutOperation {
  readonly document: DocumentNode;
  readonly markers: MarkerTree;
}

/** An operation that is compiled once, and cut once for each set of fields that is denied. */
export interface PreparedOperation {
  readonly compiled: CompiledOperation;
  /** The same object for the same fields, so that its plan is found again. */
  cut(denied: ReadonlySet<FieldPart>): CutOperation;
}

export type OperationCache = (request: AdmissionRequest) => PreparedOperation;

/** Most parts of all operations that are kept for one graph: about 60 MB. */
const MAX_PARTS = 200_000;

/** Ways to cut one operation that are kept: roles are few, and most operations are cut in one way or none. */
const MAX_CUTS = 16;

/** Keeps operations by their document, which Apollo Server keeps by its text. */
export function createOperationCache(graph: GuardedGraph): OperationCache {
  const documents = new LRUCache<DocumentNode, Map<string | null, PreparedOperation>>({
    maxSize: MAX_PARTS,
    sizeCalculation: (operations) => [...operations.values()].reduce((sum, { compiled }) => sum + compiled.size, 1),
  });
  return (request) => {
    const { document, operationName } = request;
    const known = documents.get(document);
    const found = known?.get(operationName);
    if (found) return found;
    const prepared = prepare(graph, request);
    // Set anew, since its size has changed.
    documents.set(document, new Map([...(known ?? []), [operationName, prepared]]));
    return prepared;
  };
}

function prepare(graph: GuardedGraph, request: AdmissionRequest): PreparedOperation {
  const compiled = compileOperation(graph, request);
  const cuts = new LRUCache<string, CutOperation>({ max: MAX_CUTS });
  return {
    compiled,
    cut(denied) {
      const key = [...denied].map(({ id }) => id).join();
      const known = cuts.get(key) ?? cut(request, compiled, denied);
      cuts.set(key, known);
      return known;
    },
  };
}

function cut(
  { operation }: AdmissionRequest,
  compiled: CompiledOperation,
  denied: ReadonlySet<FieldPart>,
): CutOperation {
  const markers = markerTree(compiled, denied);
  if (!markers) throw new TypeError('A cut leaves out something.');
  return { document: cutOperation(operation, compiled, denied), markers };
}
