import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';

import type { VendorSettings } from '../../settings/vendor-settings.js';
import { A_KEY } from '../a-key.js';
import { type ScriptedVendor, startVendor } from '../start-vendor.js';
import { startVendorService, type VendorClient } from '../vendor-client.js';
import { defineFailures } from './failures.js';
import { defineLeaving } from './leaving.js';
import { defineRequests } from './requests.js';
import { defineStreams } from './streams.js';
import type { VendorFacts } from './vendor-facts.js';

/** What each part of the suite stands on; both are there when a test runs. */
export interface VendorBench {
  readonly facts: VendorFacts;
  vendor(): ScriptedVendor;
  service(): VendorClient;
  /** Another one in front of the same vendor, with deadlines of its own. */
  hurried(timeouts: VendorSettings['timeouts']): Promise<VendorClient>;
}

/**
 * How a vendor's service behaves, in front of an emulator that answers with recorded streams and with every fault:
 * the same suite for all vendors.
 */
export function defineVendorBehaviour(facts: VendorFacts): void {
  let vendor: ScriptedVendor;
  let service: VendorClient;
  const start = (timeouts: VendorSettings['timeouts']) => startVendorService(facts.create(vendor.url, timeouts));
  const bench: VendorBench = { facts, vendor: () => vendor, service: () => service, hurried: start };

  describe(`the service of ${facts.vendor}`, () => {
    beforeAll(async () => {
      vendor = await startVendor();
      service = await start({});
    });
    afterAll(async () => {
      await service[Symbol.asyncDispose]();
      await vendor[Symbol.asyncDispose]();
    });
    // What a vendor said of a credential in one test is not to rest it in the next.
    beforeEach(() => A_KEY.renew());
    defineRequests(bench);
    defineStreams(bench);
    defineFailures(bench);
    defineLeaving(bench);
  });
}
