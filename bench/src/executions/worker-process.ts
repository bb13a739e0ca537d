/** A worker in a process of its own: runs what there is when it is told to, and says when nothing is left. */
import { openEngine } from './engine.js';

const [url = '', sealingKey = ''] = process.argv.slice(2);
const engine = await openEngine(url, { sealingKey });
process.on('message', () => {
  void engine.run().then(() => process.send?.('done'));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
