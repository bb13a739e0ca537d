/**
 * Every permission of the gateway itself, and what it allows. A permission is a scope: a token may carry it, a role
 * holds it, and `@requiresScopes` demands it in a contract. `context:*` stands for all that begin with `context:`.
 * Contracts may name others; those belong to whoever wrote the contract.
 */
export const PERMISSIONS = {
  'context:answer': 'Has questions answered from a text.',
  'context:classify': 'Sorts texts under labels.',
  'context:describe': 'Has pictures described.',
  'context:embed': 'Turns texts into vectors, and compares them.',
  'context:generate': 'Lets a language model write.',
  'context:identify-language': 'Has the language of a text identified.',
  'context:moderate': 'Has texts judged for harm.',
  'context:recognize': 'Has the text in pictures read.',
  'context:summarize': 'Has texts summarized.',
  'context:synthesize': 'Has texts spoken.',
  'context:transcribe': 'Has speech written down.',
  'context:translate': 'Has texts translated.',

  'executions:read': "Reads the tenant's executions, whoever submitted them.",
  'executions:manage': "Cancels and retries the tenant's executions, whoever submitted them.",

  'webhooks:read': "Sees the tenant's webhooks, and what was delivered to them.",
  'webhooks:manage': "Makes, changes and ends the tenant's webhooks, and has messages delivered again.",

  'services:read': 'Sees which AI services there are, their models, and how they are.',
  'services:manage': 'Drains services, and takes them in again.',
  'services:register': 'Registers services that implement known capabilities.',
  'capabilities:register': 'Registers capabilities that the graph does not have yet.',

  'keys:read': "Lists the tenant's API keys, never their secrets.",
  'keys:manage': "Makes, rotates and revokes the tenant's API keys.",
  'roles:manage': 'Decides which roles a principal has.',
  'tenants:manage': 'Makes tenants, and closes them.',
  'budgets:manage': 'Sets what a tenant may spend.',
  'usage:read': 'Reads what the tenant has used and spent.',
  'audit:read': 'Reads who did what.',

  'graph:introspect': 'Reads the schema of the graph from the gateway.',
  'graph:suggest': 'Is told what a misspelt name of the schema may have meant.',
  'diagnostics:read': 'Is told which service, model and attempts an answer or an error came from.',
} as const satisfies Readonly<Record<string, string>>;

/** A permission of the gateway itself. */
export type Permission = keyof typeof PERMISSIONS;
