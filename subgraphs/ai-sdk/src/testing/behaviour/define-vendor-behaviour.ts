import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';

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
}

/**
 * How a vendor's service behaves, in front of an emulator that answers with recorded streams and with every fault:
 * the same suite for all vendors.
 */
export function defineVendorBehaviour(facts: VendorFacts): void {
  let vendor: ScriptedVendor;
  let service: VendorClient;
  const bench: VendorBench = { facts, vendor: () => vendor, service: () => service };

  describe(`the service of ${facts.vendor}`, () => {
    beforeAll(async () => {
      vendor = await startVendor();
      service = await startVendorService(facts.create(vendor.url));
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
