/** Runs turbo without its telemetry, on every platform: `node scripts/turbo.js run build`. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', APOLLO_TELEMETRY_DISABLED: '1' };
const turbo = createRequire(import.meta.url).resolve('turbo/bin/turbo');
const { status, error } = spawnSync(process.execPath, [turbo, ...process.argv.slice(2)], { stdio: 'inherit', env });
if (error) throw error;
process.exitCode = status ?? 1;
