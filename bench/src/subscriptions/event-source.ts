/**
 * A service that does nothing but tell small events, in a process of its own: so many a second to each subscriber,
 * numbered, each with the time at which it was told.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const [events = 0, perSecond = 1] = process.argv.slice(2).map(Number);
const capabilities = { generation: { models: ['none'] } };
const health = JSON.stringify({ status: 'ready', name: 'events', version: '1.0.0', capabilities });

const server = createServer((request, response) => {
  if (request.url === '/health/ready') return void response.end(health);
  request.resume();
  return tell(response);
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));

function tell(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  let number = 0;
  const timer = setInterval(() => {
    // The clock of hrtime is the machine's: the clients read the same.
    const event = { __typename: 'GenerationDelta', text: `${number} ${process.hrtime.bigint()}` };
    response.write(`event: next\ndata: ${JSON.stringify({ data: { generate: event } })}\n\n`);
    number += 1;
    if (number < events) return;
    clearInterval(timer);
    response.end('event: complete\ndata:\n\n');
  }, 1_000 / perSecond);
  response.once('close', () => clearInterval(timer));
}
