import { randomUUID } from 'node:crypto';
import { silentLogger } from '@sluice/telemetry';
import { createService } from '../create-service.js';
import type { Service, ServiceOptions } from '../service.js';
import { createServiceClient, type ServiceClient } from './service-client.js';

/** A service in the test's own process, over real HTTP. */
export interface StartedService extends ServiceClient, AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly service: Service;
  /** Settles when the models are loaded, or could not be. */
  readonly loaded: Promise<void>;
}

/** Creates, starts and begins to load a service; it logs nothing unless a logger is given. */
export async function startService(
  options: Partial<ServiceOptions> & Pick<ServiceOptions, 'capabilities'>,
): Promise<StartedService> {
  const service = createService({ name: 'toy', version: '1.0.0', logger: silentLogger, ...options });
  const token = randomUUID();
  const { url } = await service.listen({ token });
  const loaded = service.load();
  // A test that does not care whether loading failed need not await it.
  loaded.catch(() => {});
  return {
    ...createServiceClient(url, token, 30_000),
    url,
    token,
    service,
    loaded,
    [Symbol.asyncDispose]: () => service.close(100),
  };
}
