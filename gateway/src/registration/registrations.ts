import { ServiceError } from '@sluice/schema';

import { type Actor, managesTenant, requirePermission } from '../accounts/actor.js';
import { type AuditEntry, writeAudit } from '../accounts/audit/audit-log.js';
import type { Principal } from '../identity/principal.js';
import type { CallOptions, Store, Transaction } from '../storage/store/store.js';
import type { Registration } from './registration.js';
import type { RegistrationInput } from './registration-request.js';
import {
  countChange,
  deleteRegistration,
  findRegistration,
  lockRegistrations,
  markDraining,
  renewLease,
} from './registration-rows.js';
import { type Registered, registerService, type RegisterWork } from './register-service.js';

/** Who asks, and until when. */
export interface RegistrationCaller {
  readonly principal: Principal;
  readonly actor: Actor;
  readonly signal: AbortSignal;
}

/** What can be done with registrations; whatever is done is written down, renewals apart. */
export interface Registrations {
  /** Those whose leases stand, the newest first. */
  list(): readonly Registration[];
  /** @throws ServiceError `FORBIDDEN`, `BAD_USER_INPUT`, or why the service could not be asked */
  register(caller: RegistrationCaller, input: RegistrationInput): Promise<Registered>;
  /** @throws ServiceError `NOT_FOUND`: register again */
  renew(caller: RegistrationCaller, id: string): Promise<Registration>;
  /** @throws ServiceError `NOT_FOUND` */
  drain(caller: RegistrationCaller, id: string): Promise<Registration>;
  /** @throws ServiceError `NOT_FOUND` */
  deregister(caller: RegistrationCaller, id: string): Promise<void>;
}

const OPERATES = 'services:manage';

export function createRegistrations(work: RegisterWork): Registrations {
  const { store, follower } = work;
  const change = async (caller: RegistrationCaller, id: string, change_: Change) => {
    const changed = await changeRegistration(store, caller, { id, ...change_ });
    await follower.refresh();
    await follower.announce();
    return changed;
  };
  return {
    list: () => follower.current().registrations,
    register: (caller, input) => registerService(work, caller, input),
    async renew({ actor, signal }, id) {
      requirePermission(actor, 'services:register', OPERATES);
      const options = { signal };
      requireOwn(actor, await findRegistration(store, id, options));
      return (await renewLease(store, id, options)) ?? notFound();
    },
    drain: (caller, id) => change(caller, id, { action: 'service.drained', run: markDraining }),
    async deregister(caller, id) {
      await change(caller, id, {
        action: 'service.deregistered',
        async run(transaction, found) {
          await deleteRegistration(transaction, found);
          return null;
        },
      });
    },
  };
}

interface Change {
  readonly action: Extract<AuditEntry['action'], `service.${string}`>;
  readonly run: (transaction: Transaction, id: string) => Promise<Registration | null>;
}

async function changeRegistration(
  store: Store,
  { actor, signal }: RegistrationCaller,
  { id, action, run }: Change & { readonly id: string },
): Promise<Registration> {
  requirePermission(actor, 'services:register', OPERATES);
  const options: CallOptions = { signal };
  return store.transaction(async (transaction) => {
    await lockRegistrations(transaction);
    const found = requireOwn(actor, await findRegistration(transaction, id));
    const changed = (await run(transaction, id)) ?? found;
    await countChange(transaction);
    const { tenant, name, url } = found;
    await writeAudit(transaction, { tenant, actor: actor.id, action, target: id, details: { name, url } });
    return changed;
  }, options);
}

/** Whoever may register has to do with the services of their tenant, whoever operates the gateway with all. */
function requireOwn(actor: Actor, found: Registration | null): Registration {
  if (found && (actor.holds(OPERATES) || managesTenant(actor, found.tenant))) return found;
  return notFound();
}

function notFound(): never {
  throw new ServiceError('NOT_FOUND', 'There is no registration with this id; its lease may have ended.');
}
