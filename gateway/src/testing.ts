/** What `e2e/` needs of the inside, to be quick; nobody else has a use for it. */
export { fillStorageFolder } from './storage/testing/pglite-template.js';
