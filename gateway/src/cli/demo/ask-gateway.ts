import { request } from 'undici';
import { z } from 'zod';

/** The answer takes as long as the models do. */
const TIMEOUT_MS = 60_000;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

export interface Question {
  /** The gateway's own URL. */
  readonly url: string;
  readonly key: string;
  readonly query: string;
  readonly variables: unknown;
  readonly signal: AbortSignal;
}

/** A GraphQL response, its errors in words. */
export interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null;
  /** Such as `image.recognition: No healthy service … (SERVICE_UNAVAILABLE)`. */
  readonly errors: readonly string[];
}

const response = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.object({ code: z.string().optional() }).optional(),
      }),
    )
    .default([]),
});

/**
 * Asks the gateway as any client would.
 *
 * @throws when no GraphQL response comes
 */
export async function askGateway({ url, key, query, variables, signal }: Question): Promise<Answer> {
  const { statusCode, body } = await request(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  const text = await readText(body);
  const parsed = response.safeParse(parseJson(text));
  if (!parsed.success) throw new Error(`the gateway answered ${statusCode} and no GraphQL response`);
  return { data: parsed.data.data ?? null, errors: parsed.data.errors.map(describeError) };
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new Error(`the answer is larger than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describeError({ message, path, extensions }: z.output<typeof response>['errors'][number]): string {
  const place = path === undefined ? '' : `${path.join('.')}: `;
  return `${place}${message}${extensions?.code === undefined ? '' : ` (${extensions.code})`}`;
}
