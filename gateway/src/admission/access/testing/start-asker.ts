import { startTestGateway, type TestError, type TestGateway } from '../../../testing/start-test-gateway.js';
import type { RoleSettings } from '../../../identity/roles.js';
import { startCanaryService } from './canary-service.js';
import { createRoleMethod, tokenOf } from './role-method.js';

/** What somebody was answered. */
export interface Answer {
  readonly status: number;
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: readonly TestError[];
  readonly text: string;
  /** What the service was asked for it. */
  readonly asked: string;
}

/** A gateway before a service of every capability, and callers of every role. */
export interface Asker extends AsyncDisposable {
  readonly gateway: TestGateway;
  /** Sends an operation as somebody with a role, known or not; null sends no credential. */
  ask(role: string | null, query: string, init?: RequestInit & { path?: string }): Promise<Answer>;
}

export async function startAsker(
  roles: Readonly<Record<string, RoleSettings & { permissions: string[] }>> = {},
  options: Parameters<typeof startTestGateway>[1] = {},
): Promise<Asker> {
  const service = await startCanaryService();
  const gateway = await startTestGateway(
    { canary: service.url },
    {
      identity: { apiKeys: createRoleMethod(roles) },
      ...options,
      access: { roles: roles as never, ...options.access },
    },
  );
  return {
    gateway,
    async ask(role, query, { path = '/graphql', headers, ...init } = {}) {
      const before = service.requests.length;
      const authorization = role === null ? {} : { authorization: `Bearer ${tokenOf(role)}` };
      const response = await fetch(`${gateway.url}${path}`, {
        method: 'POST',
        ...(init.method !== 'GET' && { body: JSON.stringify({ query }) }),
        ...init,
        headers: { 'content-type': 'application/json', ...authorization, ...(headers as Record<string, string>) },
      });
      const text = await response.text();
      const { data, errors = [] } = JSON.parse(text) as Partial<Pick<Answer, 'data' | 'errors'>>;
      const asked = service.requests.slice(before).map(({ body }) => body.query);
      return { status: response.status, data, errors, text, asked: asked.join('\n') };
    },
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await service[Symbol.asyncDispose]();
    },
  };
}
