import type { MetricsMaker } from '@sluice/kit';
import type { CredentialEvent } from './credential.js';

/** Counts what vendors say of credentials, by the names of these. */
export interface CredentialMetrics {
  /** For `measure` of the service. */
  readonly measure: (metrics: MetricsMaker) => void;
  /** For `onEvent` of the pool. */
  readonly onEvent: (event: CredentialEvent) => void;
}

/** A credential that is refused needs a person: `sluice_service_credential_out` is what to be woken by. */
export function createCredentialMetrics(): CredentialMetrics {
  let listen: (event: CredentialEvent) => void = () => {};
  return {
    onEvent: (event) => listen(event),
    measure(metrics) {
      const refusals = metrics.counter({
        name: 'service_credential_refusals_total',
        help: 'Answers of a vendor that limit or refuse a credential, by the code.',
        labels: ['credential', 'model', 'code'],
      });
      const out = metrics.gauge({
        name: 'service_credential_out',
        help: '1 for a credential that its vendor refuses for a model, until it is replaced or taken again.',
        labels: ['credential', 'model'],
      });
      listen = ({ credential, model, change, code = '', isNews }) => {
        if (change !== 'ACCEPTED') refusals({ credential, model, code });
        if (isNews && change !== 'LIMITED') out({ credential, model }, change === 'REFUSED' ? 1 : 0);
      };
    },
  };
}
