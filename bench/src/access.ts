/**
 * What it costs to decide access to an operation of 20 fields: CPU of this process, warm, for a caller who may read all
 * of it and for one of whom a part is cut; and once, when its document comes for the first time.
 * `npm run access -w @sluice/bench -- 20000`: operations of each kind in three rounds, of which the middle one is told.
 */
import {
  type AdmissionRequest,
  createAccessGate,
  createRoles,
  createSnapshot,
  fragmentsOf,
  readSupergraphSdl,
  type RequestContext,
} from '@sluice/gateway/bench';
import { silentLogger } from '@sluice/telemetry';
import { getOperationAST, parse } from 'graphql';

const [operations = 20_000] = process.argv.slice(2).map(Number);
const ROUNDS = 3;

/** Twenty fields of seven capabilities. */
const OPERATION = `query Pipeline($url: URL!) {
  image(url: $url) {
    recognition {
      confidence
      text {
        content
        language { code confidence }
        moderation { flagged categories { name score } }
        summary(maxSentences: 2) {
          model
          text { content embedding { vector } speech { seconds voice model } }
        }
      }
    }
  }
}`;

const snapshot = createSnapshot(readSupergraphSdl());
const roles = createRoles();
const metrics = { onAllowed: () => {}, onDenied: () => {} };
const createGate = () => createAccessGate({ mode: 'filter', dryRun: false, roles, policies: {}, metrics });

function requestOf(role: string, document = parse(OPERATION)): AdmissionRequest {
  const operation = getOperationAST(document);
  if (!operation) throw new TypeError('The document has one operation.');
  const variables = { url: '/examples/notice.png' };
  const permissions = roles.permissionsOf([role]);
  const principal = { id: role, credential: role, tenant: 'default', kind: 'api-key', roles: [role], permissions };
  const context = { principal, requestId: 'bench', signal: new AbortController().signal, logger: silentLogger };
  const fragments = fragmentsOf(document);
  const asked = { snapshot, document, operation, operationName: 'Pipeline', fragments, variables };
  return { ...asked, context: context as unknown as RequestContext };
}

/** CPU of the process in µs for one of `count`. */
async function measure(count: number, run: (index: number) => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let index = 0; index < count; index += 1) await run(index);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

async function report(name: string, count: number, run: (index: number) => unknown): Promise<void> {
  await measure(count, run);
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measure(count, run));
  const [, middle = Number.NaN] = rounds.toSorted((one, other) => one - other);
  process.stdout.write(`${name.padEnd(34)}${middle.toFixed(1).padStart(8)} µs\n`);
}

const gate = createGate();
const [developer, viewer] = [requestOf('developer'), requestOf('viewer')];
await report('all of it is allowed', operations, () => gate.admit(developer));
await report('a part of it is cut', operations, () => gate.admit(viewer));
const documents = Array.from({ length: 2_000 }, () => parse(OPERATION));
let next = 0;
await report('a document seen for the first time', documents.length / 4, () => {
  next = (next + 1) % documents.length;
  return gate.admit(requestOf('developer', documents[next]));
});
