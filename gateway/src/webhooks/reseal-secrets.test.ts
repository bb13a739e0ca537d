import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it } from '@jest/globals';

import { createOwner } from '../accounts/actor.js';
import { webhookSettings } from '../config/webhook-settings.js';
import { generateSealingKey, parseSealingKeys } from '../executions/sealing/sealer.js';
import { openTestStorage } from '../storage/testing/open-test-storage.js';
import { createWebhooks } from './create-webhooks.js';
import { resealSecrets } from './reseal-secrets.js';
import { openSecrets } from './webhook-secrets.js';

it('secrets outlive the key that sealed them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-reseal-'));
  const { store, close } = await openTestStorage(folder);
  const [old, next] = [generateSealingKey(), generateSealingKey()];
  const settings = webhookSettings.parse({ allow: ['127.0.0.1'] });
  const webhooks = createWebhooks({ store, sealer: parseSealingKeys(old), settings });
  const owner = createOwner('cli');
  const request = { url: 'http://127.0.0.1:9/', events: ['execution.failed'] as const };
  const { secret, webhook } = await webhooks.create(owner, request, {});
  const { signal } = new AbortController();
  await resealSecrets(store, parseSealingKeys(`${next},${old}`), signal);
  const kept = await webhooks.find(owner, webhook.id, {});
  expect(openSecrets(parseSealingKeys(next), kept!, Date.now())).toEqual([{ secret, until: null }]);
  await close();
  await rm(folder, { recursive: true });
});
