import { once } from 'node:events';

import { describe, expect, it } from '@jest/globals';

import { startTestGateway } from '../testing/start-test-gateway.js';
import { startUpstream } from '../testing/start-upstream.js';
import { pngOf } from '../media/testing/sample-media.js';

const READ = 'query ($url: URL!) { image(url: $url) { recognition { text { content } } } }';
const PICTURE = pngOf(8, 8);
const url = `data:image/png;base64,${PICTURE.toString('base64')}`;

describe('a gateway that ends while an operation runs', () => {
  it('still gives the picture to the service that asks for it, and takes no other operation', async () => {
    await using upstream = await startUpstream('recognition');
    const gateway = await startTestGateway({ reader: upstream.url });
    const steps = new EventTarget();
    const asked = once(steps, 'asked');
    let read = 0;
    upstream.answer(({ headers, body }, response) => {
      const [{ url: stored } = { url: '' }] = body.variables['representations'] as { url: string }[];
      void once(steps, 'go')
        .then(() => fetch(String(headers['sluice-media-origin']) + new URL(stored).pathname + new URL(stored).search))
        .then(async (picture) => {
          read = (await picture.arrayBuffer()).byteLength;
          response.end(JSON.stringify({ data: { _entities: [{ recognition: { text: { content: 'read' } } }] } }));
        });
      steps.dispatchEvent(new Event('asked'));
      return undefined;
    });
    const answering = gateway.query(READ, { url });
    await asked;
    const closing = gateway[Symbol.asyncDispose]();
    const refused = await gateway.query(READ, { url });
    expect([refused.status, refused.errors[0]?.extensions['code']]).toEqual([503, 'SERVICE_UNAVAILABLE']);
    steps.dispatchEvent(new Event('go'));
    const { data, errors } = await answering;
    expect(errors).toEqual([]);
    expect(data).toEqual({ image: { recognition: { text: { content: 'read' } } } });
    expect(read).toBe(PICTURE.length);
    await closing;
  });
});
