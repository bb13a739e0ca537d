import { expect, it } from '@jest/globals';

import { createConnectionGuard } from '../network/connection-guard.js';
import { readUrl } from './read-webhook-input.js';

const ALLOW = ['127.0.0.0/8', 'hooks.internal'];
const rules = {
  allow: ALLOW,
  guard: createConnectionGuard({
    allow: ALLOW,
    resolveHost: async (name) => (name === 'hooks.example.com' ? ['93.184.216.34'] : ['10.0.0.1']),
  }),
};

it.each([
  ['http://hooks.example.com/', 'expected an https URL'],
  ['ftp://127.0.0.1/', 'expected an https URL'],
  ['hooks', 'expected an https URL'],
  [`https://hooks.example.com/${'a'.repeat(2_000)}`, 'expected an https URL'],
  ['https://user:word@hooks.example.com/', 'expected no credentials in it'],
  ['https://169.254.169.254/latest', 'has no address that may be connected to'],
  ['https://10.0.0.1/', 'has no address that may be connected to'],
  ['https://0x0a000001/', 'has no address that may be connected to'],
  ['https://[::1]/', 'has no address that may be connected to'],
  ['https://[::ffff:10.0.0.1]/', 'has no address that may be connected to'],
  ['https://inside.example.com/', 'has no address that may be connected to'],
])('refuses %s', async (url, why) => {
  await expect(readUrl(url, rules)).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining(`input.url: `),
    details: { inputPath: ['input', 'url'] },
  });
  await expect(readUrl(url, rules)).rejects.toThrow(why);
});

it.each([
  ['https://hooks.example.com/path?query=1#part', 'https://hooks.example.com/path?query=1'],
  ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/'],
  ['http://hooks.internal/', 'http://hooks.internal/'],
])('takes %s', async (url, taken) => {
  expect(await readUrl(url, rules)).toBe(taken);
});
