// Loaded before a process under test: hosts below `.test` (RFC 2606, section 2) are this machine, but for those that the
// file of `FAULTY_NAMES` names, which nothing resolves.
import dns from 'node:dns';
import { readFileSync } from 'node:fs';

const { lookup } = dns;

function isUnknown(host) {
  return readFileSync(process.env['FAULTY_NAMES'], 'utf8').split('\n').includes(host);
}

dns.lookup = (host, options, callback) => {
  if (!host.endsWith('.test')) return lookup(host, options, callback);
  if (!isUnknown(host)) return lookup('127.0.0.1', options, callback);
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND', hostname: host });
  process.nextTick(callback ?? options, error);
};
