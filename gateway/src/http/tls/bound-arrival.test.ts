import { once } from 'node:events';
import { connect, constants, createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';

import { expect, it } from '@jest/globals';
import { createTestAuthority } from '@sluice/schema/testing';

import { boundArrival } from './bound-arrival.js';

it('ends a request over HTTP/2 whose body does not come, and leaves one alone that has come', async () => {
  const authority = await createTestAuthority();
  const server = createSecureServer(await authority.issue(), (_request, response) => {
    setTimeout(() => response.end('late'), 150);
  });
  boundArrival(server, 50);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const session = connect(`https://127.0.0.1:${(server.address() as AddressInfo).port}`, { ca: authority.ca });
  try {
    const whole = session.request({ ':path': '/', ':method': 'POST' }).end('all of it');
    const slow = session.request({ ':path': '/', ':method': 'POST' });
    slow.on('error', () => {});
    slow.write('a');
    await Promise.all([once(slow, 'close'), once(whole.resume(), 'end')]);
    expect(slow.rstCode).toBe(constants.NGHTTP2_CANCEL);
    expect(whole.rstCode).toBe(constants.NGHTTP2_NO_ERROR);
  } finally {
    session.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});
