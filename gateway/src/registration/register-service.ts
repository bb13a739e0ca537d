import { randomBytes } from 'node:crypto';

import { ServiceError } from '@sluice/schema';
import {
  type Composer,
  ContractError,
  type RegisteredContract,
  type ServiceReading,
} from '@sluice/schema/registration';

import { requirePermission } from '../accounts/actor.js';
import { writeAudit } from '../accounts/audit/audit-log.js';
import type { RegistrationSettings } from '../config/registration-settings.js';
import type { Store, Transaction } from '../storage/store/store.js';
import type { ServiceWord } from './ask-service.js';
import { describeProblems } from './describe-problems.js';
import type { RegistrationFollower } from './follow-registrations.js';
import type { Registration } from './registration.js';
import { parseRegistration, type RegistrationInput, type RegistrationRequest } from './registration-request.js';
import {
  countChange,
  lockRegistrations,
  readRegistrations,
  type StoredRegistrations,
  writeContracts,
  writeRegistration,
} from './registration-rows.js';
import type { RegistrationCaller } from './registrations.js';
import { sweepWithin } from './sweep-leases.js';

/** What registering needs. */
export interface RegisterWork {
  readonly store: Store;
  readonly follower: RegistrationFollower;
  readonly settings: RegistrationSettings;
  readonly composer: Pick<Composer, 'check'>;
  /** Names of services that do not register: the configuration says where they are. */
  readonly configured: ReadonlySet<string>;
  /** Asks a service under guard what it implements. */
  readonly ask: (request: RegistrationRequest, caller: RegistrationCaller) => Promise<ServiceWord>;
}

/** What came of it. */
export interface Registered {
  readonly registration: Registration;
  /** Capabilities that the graph did not have before. */
  readonly added: readonly string[];
}

/** How often a service is checked again, when what is registered has changed meanwhile. */
const TRIES = 3;

/**
 * Registers a service: asks it under guard, holds it to the contracts, and writes it down; from then on this gateway
 * goes by it, and the others as soon as they hear of it. What is refused has changed nothing.
 */
export async function registerService(
  work: RegisterWork,
  caller: RegistrationCaller,
  input: RegistrationInput,
): Promise<Registered> {
  const { store, follower, settings } = work;
  requirePermission(caller.actor, 'services:register');
  const request = parseRegistration(input, settings);
  refuseConfigured(work, request.name);
  const { signal } = caller;
  refuseTaken(work, caller, request, await readRegistrations(store, { signal }));
  const word = await work.ask(request, caller);
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const seen = await readRegistrations(store, { signal });
    const { offers, added: brought } = await check(work, word, withoutOwn(seen, request));
    const isKnown = ({ name, sdl }: RegisteredContract) =>
      seen.contracts.some((contract) => contract.name === name && contract.sdl === sdl);
    const reading = { offers, added: brought.filter((contract) => !isKnown(contract)) };
    if (reading.added.length > 0) requirePermission(caller.actor, 'capabilities:register');
    const written = await store.transaction(
      (transaction) => write({ transaction, work, caller, request }, reading, seen.generation),
      { signal },
    );
    if (!written) continue;
    await follower.refresh();
    await follower.announce();
    return { registration: written, added: reading.added.map(({ name }) => name) };
  }
  throw new ServiceError('OVERLOADED', 'Other services register at the same time.', { retryAfterMs: 1_000 });
}

/** A contract that this service alone brought may come with changes: what it had before is not held against it. */
function withoutOwn({ registrations, contracts }: StoredRegistrations, { name, url }: RegistrationRequest) {
  const others = registrations.filter((each) => each.name !== name || each.url !== url);
  return contracts.filter((contract) => others.some(({ offers }) => Object.hasOwn(offers, contract.name)));
}

async function check(
  { composer }: RegisterWork,
  { sdl, offered }: ServiceWord,
  registered: StoredRegistrations['contracts'],
): Promise<ServiceReading> {
  try {
    return await composer.check({ sdl, offered, registered });
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    throw new ServiceError('BAD_USER_INPUT', describeProblems(error.problems), { inputPath: ['input', 'sdl'] });
  }
}

interface Writing {
  readonly transaction: Transaction;
  readonly work: RegisterWork;
  readonly caller: RegistrationCaller;
  readonly request: RegistrationRequest;
}

/** @returns null when something was registered since the service was held to the contracts */
async function write(
  { transaction, work, caller, request }: Writing,
  { offers, added }: ServiceReading,
  generation: number,
): Promise<Registration | null> {
  if ((await lockRegistrations(transaction)) !== generation) return null;
  const { actor } = caller;
  const { name, url, leaseSeconds } = request;
  refuseTaken(work, caller, request, await readRegistrations(transaction));
  const id = `reg_${randomBytes(12).toString('base64url')}`;
  const row = { id, name, url, tenant: actor.tenant, registeredBy: actor.id, leaseSeconds, offers };
  // A row whose lease has ended is another registration's: its id is not taken up again.
  await sweepWithin(transaction);
  const written = await writeRegistration(transaction, row);
  await sweepWithin(transaction);
  await writeContracts(transaction, added);
  await countChange(transaction);
  const capabilities = Object.keys(offers);
  const details = { name, url, capabilities, ...(added.length > 0 && { added: added.map((each) => each.name) }) };
  const entry = { tenant: actor.tenant, actor: actor.id, target: written.id, details };
  await writeAudit(transaction, { ...entry, action: 'service.registered' });
  return written;
}

function refuseConfigured({ configured }: RegisterWork, name: string): void {
  if (!configured.has(name)) return;
  const message = `input.name: ${name} is a service of the configuration, which says where it is.`;
  throw new ServiceError('BAD_USER_INPUT', message, { inputPath: ['input', 'name'] });
}

function refuseTaken(
  { settings: { maxPerCaller } }: RegisterWork,
  { actor }: RegistrationCaller,
  { name, url }: RegistrationRequest,
  { registrations }: StoredRegistrations,
): void {
  if (registrations.some((each) => each.name === name && each.tenant !== actor.tenant)) {
    throw new ServiceError('FORBIDDEN', `The name ${name} is another tenant's.`, { rule: 'registration.name' });
  }
  const own = registrations.filter(({ tenant, registeredBy }) => tenant === actor.tenant && registeredBy === actor.id);
  if (own.length < maxPerCaller || own.some((each) => each.name === name && each.url === url)) return;
  throw new ServiceError('FORBIDDEN', `You have ${own.length} registrations; ${maxPerCaller} are allowed.`, {
    rule: 'registration.maxPerCaller',
    limit: { scope: 'principal', dimension: 'registrations', limit: maxPerCaller, value: own.length },
  });
}
