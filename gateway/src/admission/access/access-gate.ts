import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';

import type { Roles } from '../../identity/roles.js';
import type { AccessIndex } from '../../supergraph/access-index.js';
import type { AdmissionRequest } from '../../supergraph/admission.js';
import type { SupergraphSnapshot } from '../../supergraph/snapshot.js';
import type { AccessMetrics } from '../../telemetry/access-metrics.js';
import { ADMITTED, type AdmissionGate, type GateDecision } from '../admission-gate.js';
import { permissions as ownPermissions } from '../permissions.js';
import type { PermissionMap } from '../shield.js';
import { reportDecision } from './access-report.js';
import { type AccessContextOptions, createAccessContext } from './create-access-context.js';
import { refusalError } from './denial-error.js';
import { createGuardedGraph } from './guarded-graph.js';
import { completeCut } from './operation/complete-cut.js';
import { findDenied, isIntrospection, type Verdict } from './operation/find-denied.js';
import { createOperationCache, type OperationCache, type PreparedOperation } from './operation/operation-cache.js';
import { type DeniedPlace, placesOf } from './operation/places-of.js';
import type { Policies } from './policies.js';

export interface AccessOptions {
  /** What becomes of an operation of which a part is denied: that part is cut, or all is refused. */
  readonly mode: 'filter' | 'reject';
  /** Decides and reports, and denies nothing. */
  readonly dryRun: boolean;
  readonly roles: Roles;
  readonly policies: Policies;
  /** The map in code, for a graph. @default `permissions.ts` */
  readonly permissions?: (schema: GraphQLSchema, access: AccessIndex) => PermissionMap;
  readonly metrics: AccessMetrics;
}

/** Most errors that a refusal tells. */
const MAX_ERRORS = 20;

/**
 * Who may read and run what. graphql-shield decides, before anything is planned: the resolvers of a federated schema
 * never run, so rules on them would let everything pass.
 */
export function createAccessGate({ permissions = ownPermissions, ...options }: AccessOptions): AdmissionGate {
  const operationsOf = oncePerSnapshot(({ apiSchema: schema, access }) =>
    createOperationCache(createGuardedGraph({ schema, access, permissions: permissions(schema, access) })),
  );
  return {
    name: 'access',
    async admit(request) {
      const prepared = operationsOf(request.snapshot)(request);
      const { context } = request;
      const verdict = await decide(prepared, request, options);
      if (verdict instanceof GraphQLError) return { kind: 'refused', errors: [verdict] };
      const decision = toDecision(verdict, prepared, request, options);
      const effect = decision.kind === 'refused' ? 'refused' : decision.cut ? 'cut' : 'allowed';
      const { checks, denied } = verdict;
      reportDecision(
        { context, checks, denied: [...denied.values()], effect: options.dryRun ? 'dry-run' : effect },
        options.metrics,
      );
      return decision;
    },
  };
}

async function decide(
  { compiled }: PreparedOperation,
  request: AdmissionRequest,
  options: AccessContextOptions,
): Promise<Verdict | GraphQLError> {
  const access = createAccessContext(request.context, options);
  try {
    return await findDenied(compiled, { ...request, access, fragments: compiled.fragments });
  } catch (error) {
    // The arguments of a field are not what the schema wants, which only their variables show.
    if (!(error instanceof GraphQLError)) throw error;
    return new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions: { code: 'BAD_USER_INPUT' } });
  }
}

function toDecision(
  { denied }: Verdict,
  prepared: PreparedOperation,
  { operation }: AdmissionRequest,
  { mode, dryRun }: AccessOptions,
): GateDecision {
  if (denied.size === 0 || dryRun) return ADMITTED;
  const places = placesOf(prepared.compiled, denied);
  if (mode === 'reject' || places.some((place) => needsAll(place, operation))) {
    const errors = places.slice(0, MAX_ERRORS).map(([, why, path]) => refusalError(why, path));
    return { kind: 'refused', errors };
  }
  const { document, markers } = prepared.cut(new Set(denied.keys()));
  return { kind: 'admitted', cut: { document, complete: (result) => completeCut(result, markers, denied) } };
}

/** A subscription has one field at its root, and nobody asks for half a schema: without them, there is no answer. */
function needsAll([field, , path]: DeniedPlace, { operation }: OperationDefinitionNode): boolean {
  return isIntrospection(field) || (operation === 'subscription' && path.length === 1);
}

function oncePerSnapshot(make: (snapshot: SupergraphSnapshot) => OperationCache): typeof make {
  const made = new WeakMap<SupergraphSnapshot, OperationCache>();
  return (snapshot) => {
    const known = made.get(snapshot) ?? make(snapshot);
    made.set(snapshot, known);
    return known;
  };
}
