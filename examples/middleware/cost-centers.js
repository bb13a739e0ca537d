/**
 * Every request names the cost center that pays for it, in the header `x-cost-center`. The services are told, and each
 * answer says how many calls it took. Only cost centers that may spend on it may have language models write.
 *
 * @param {{ costCenters: Record<string, { mayGenerate?: boolean }> }} options
 * @returns {import('@sluice/gateway').Middleware}
 */
export default function costCenters({ costCenters: known }) {
  if (typeof known !== 'object' || known === null) throw new TypeError('expected options.costCenters, an object');
  const payers = new WeakMap();
  return {
    name: 'cost-centers',
    onPrincipal(principal, { headers }, hook) {
      const payer = headers['x-cost-center'];
      if (typeof payer !== 'string' || !Object.hasOwn(known, payer)) {
        return hook.refuse('FORBIDDEN', 'Send the header `x-cost-center` with a cost center that may pay for this.');
      }
      const caller = { ...principal };
      payers.set(caller, payer);
      return caller;
    },
    onCall({ coordinates }, { principal, state, refuse }) {
      const payer = payers.get(principal);
      const isGeneration = coordinates.some((coordinate) => coordinate.endsWith('.generate'));
      if (isGeneration && known[payer].mayGenerate !== true) {
        refuse('FORBIDDEN', 'This cost center does not pay for language models.');
      }
      return {
        headers: { 'x-cost-center': payer },
        onOutcome: () => state.set('calls', (state.get('calls') ?? 0) + 1),
      };
    },
    onResponse: (_, { principal, state }) => ({
      extensions: { costCenter: { name: payers.get(principal), calls: state.get('calls') ?? 0 } },
    }),
  };
}
