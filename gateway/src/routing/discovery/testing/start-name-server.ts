import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';

/** A record of a test: an address, or `port host` of SRV. */
export type TestRecords = Readonly<Record<string, readonly string[]>>;

/** A name server on a port of its own, and who asks it. */
export interface TestNameServer extends AsyncDisposable {
  readonly resolver: Resolver;
  /** From now on `A name`, `AAAA name` and `SRV name` are answered with these; null answers that the server has failed. */
  tell(records: TestRecords | null): void;
}

const TYPES: Readonly<Record<number, string>> = { 1: 'A', 28: 'AAAA', 33: 'SRV' };
const HEADER = 12;

/** Speaks as much of RFC 1035 as A, AAAA (RFC 3596) and SRV need. */
export async function startNameServer(): Promise<TestNameServer> {
  let records: TestRecords | null = {};
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => socket.send(answer(query, records), port, address));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const resolver = new Resolver({ timeout: 500, tries: 1 });
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return {
    resolver,
    tell: (next) => void (records = next),
    [Symbol.asyncDispose]: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function answer(query: Buffer, records: TestRecords | null): Buffer {
  const labels: string[] = [];
  let at = HEADER;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('ascii', at + 1, at + 1 + length));
    at += length + 1;
  }
  const type = query.readUInt16BE(at + 1);
  const found = records?.[`${TYPES[type] ?? type} ${labels.join('.')}`] ?? [];
  const header = Buffer.from(query.subarray(0, HEADER));
  header.writeUInt16BE(records === null ? 0x8182 : 0x8180, 2);
  header.writeUInt16BE(found.length, 6);
  header.writeUInt32BE(0, 8);
  return Buffer.concat([header, query.subarray(HEADER, at + 5), ...found.map((record) => resource(type, record))]);
}

function resource(type: number, record: string): Buffer {
  const data = type === 33 ? srv(record) : address(record);
  const head = Buffer.alloc(HEADER);
  // The name of the question, class IN, good for no time.
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

/** IPv6 addresses are written whole, in eight groups. */
function address(record: string): Buffer {
  if (!record.includes(':')) return Buffer.from(record.split('.').map(Number));
  return Buffer.from(
    record
      .split(':')
      .map((group) => group.padStart(4, '0'))
      .join(''),
    'hex',
  );
}

function srv(record: string): Buffer {
  const [port = '0', host = ''] = record.split(' ');
  const head = Buffer.alloc(6);
  head.writeUInt16BE(Number(port), 4);
  const labels = host.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([head, ...labels, Buffer.from([0])]);
}
