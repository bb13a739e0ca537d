import { z } from 'zod';
import { configSchema } from './config-schema.js';

/** The JSON Schema (draft 2020-12) of `sluice.yaml`, for editors; committed as `gateway/sluice.schema.json`. */
export function configJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(configSchema, { io: 'input' });
}
