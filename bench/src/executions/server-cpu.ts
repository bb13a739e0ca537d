import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of /proc a second; Linux has used 100 for decades. */
const TICKS = 100;

/**
 * CPU time that PostgreSQL's processes for a database have used so far, in seconds, of those that are still there; 0
 * where the server runs on another machine (Linux).
 */
export function serverCpuSeconds(database: string): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ticksOf(pid, database))
    .reduce((sum, ticks) => sum + ticks / TICKS, 0);
}

function ticksOf(pid: string, database: string): number {
  try {
    const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (!title.startsWith('postgres:') || !title.split(' ').includes(database)) return 0;
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}
