import { describe, expect, it } from '@jest/globals';

import { createAddressRules } from './address-rules.js';

const nowhere = createAddressRules({});
const inside = createAddressRules({ allowPrivate: true });
const here = createAddressRules({ allowLoopback: true });

describe('an address', () => {
  it.each(['8.8.8.8', '2606:2800:220:1:248:1893:25c8:1946'])('of the Internet is allowed by all rules: %s', (address) =>
    expect([nowhere, inside, here].map((allows) => allows(address))).toEqual([true, true, true]),
  );

  it.each(['10.0.0.1', '192.168.1.1', '172.16.9.9', 'fd12:3456::1'])(
    'of a private network is allowed where that is said: %s',
    (address) => expect([nowhere, inside, here].map((allows) => allows(address))).toEqual([false, true, false]),
  );

  it.each(['127.0.0.1', '127.255.255.254', '::1'])('of this machine is allowed where that is said: %s', (address) =>
    expect([nowhere, inside, here].map((allows) => allows(address))).toEqual([false, false, true]),
  );

  it.each([
    '169.254.169.254',
    'fe80::1',
    'fd00:ec2::254',
    '100.100.100.200',
    '168.63.129.16',
    '0.0.0.0',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '224.0.0.1',
    '2130706433',
    '0x7f000001',
    'localhost',
    '',
  ])('that leads elsewhere is never allowed: %s', (address) => {
    const all = createAddressRules({ allowPrivate: true, allowLoopback: true });
    expect(all(address)).toBe(false);
  });
});
