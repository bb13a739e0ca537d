import type { ServiceMessage } from '@sluice/schema';

const MAX_TEXT = 200;

/** Reads what came over the IPC channel; null when it is none of the protocol's messages. */
export function parseServiceMessage(message: unknown): ServiceMessage | null {
  if (!isRecord(message)) return null;
  const { type, url, text, fraction } = message;
  if (type === 'ready') return { type };
  if (type === 'listening' && typeof url === 'string' && isHttpUrl(url)) return { type, url: url.replace(/\/+$/, '') };
  if (type === 'progress' && typeof text === 'string') {
    return { type, text: oneLine(text), ...(isFraction(fraction) ? { fraction } : {}) };
  }
  return null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function isFraction(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

/** Control characters could move the cursor of the terminal that shows the line. */
function oneLine(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}
