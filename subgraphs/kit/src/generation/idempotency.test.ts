import { describe, expect, it } from '@jest/globals';
import { HELLO, hearAll, startToy, subscribe, until } from './testing/start-toy-model.js';

describe('An idempotency key', () => {
  it('attaches to the generation that runs: everything from the beginning, written once', async () => {
    const { service, seen } = await startToy({ delayMs: 100 });
    await using _ = service;
    const first = subscribe(service, 'k');
    await first.next();
    await first.next();
    const [one, other] = await Promise.all([hearAll(first), hearAll(subscribe(service, 'k'))]);
    expect(other.text).toBe('Once upon a time');
    expect(one.types.at(-1)).toBe('GenerationFinished');
    expect(seen.requests).toHaveLength(1);
  });

  it('lets one follower go while another stays', async () => {
    const { service, seen } = await startToy({ delayMs: 100 });
    await using _ = service;
    const leaving = subscribe(service, 'k');
    await leaving.next();
    const staying = subscribe(service, 'k');
    await staying.next();
    await leaving.return?.();
    expect((await hearAll(staying)).text).toBe('Once upon a time');
    expect(seen.requests).toHaveLength(1);
  });

  it('replays a generation that has finished', async () => {
    const { service, seen } = await startToy();
    await using _ = service;
    const one = await hearAll(subscribe(service, 'k'));
    const other = await hearAll(subscribe(service, 'k'));
    expect(other).toEqual(one);
    expect(seen.requests).toHaveLength(1);
  });

  it('begins anew where the first attempt failed or was given up', async () => {
    const { service, seen } = await startToy({ delayMs: 100 });
    await using _ = service;
    const first = subscribe(service, 'k');
    await first.next();
    await first.return?.();
    await until(() => seen.running === 0);
    expect((await hearAll(subscribe(service, 'k'))).text).toBe('Once upon a time');
    expect(seen.requests).toHaveLength(2);
  });

  it('is refused for another request', async () => {
    const { service } = await startToy();
    await using _ = service;
    await hearAll(subscribe(service, 'k'));
    const { errors } = await hearAll(subscribe(service, 'k', { ...HELLO, seed: 1 }));
    expect(errors[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });
});
