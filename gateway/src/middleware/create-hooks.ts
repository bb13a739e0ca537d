import { callHeaders } from './call-headers.js';
import type { Hooks, HookScope, OperationScope } from './hooks.js';
import type { Hook, Middleware, OperationHook } from './middleware.js';
import { runHook } from './run-hook.js';

export interface HooksOptions {
  /** In the order in which they run. */
  readonly middleware: readonly Middleware[];
  /** The longest time of one hook, in milliseconds. */
  readonly timeoutMs: number;
}

/** Runs the hooks of each phase one after the other, each on what the one before made of it. */
export function createHooks({ middleware, timeoutMs }: HooksOptions): Hooks {
  const stepsOf = <Phase extends keyof Hooks>(phase: Phase) => toSteps(middleware, phase, timeoutMs);
  const withState = createStates();
  return {
    onRequest: unlessEmpty(stepsOf('onRequest'), (steps) => async (request, scope) => {
      for (const step of steps) await step(scope, (one, hook) => one.onRequest(request, hook));
    }),
    onPrincipal: unlessEmpty(stepsOf('onPrincipal'), (steps) => async (principal, request, scope) => {
      let caller = principal;
      for (const step of steps)
        caller = (await step(scope, (one, hook) => one.onPrincipal(caller, request, hook))) ?? caller;
      return caller;
    }),
    onAdmit: unlessEmpty(stepsOf('onAdmit'), (steps) => async (operation, scope) => {
      for (const step of steps) await step(scope, (one, hook) => one.onAdmit(operation, withState(hook, one, scope)));
    }),
    onContext: unlessEmpty(stepsOf('onContext'), (steps) => async (context, scope) => {
      let given = context.arguments;
      for (const step of steps) {
        const change = (one: With<'onContext'>, hook: Hook) =>
          one.onContext({ ...context, arguments: given }, withState(hook, one, scope));
        given = (await step(scope, change)) ?? given;
      }
      return given;
    }),
    onCall: unlessEmpty(stepsOf('onCall'), (steps) => async (call, scope) => {
      const headers: Record<string, string> = {};
      const listeners: ((outcome: string) => void)[] = [];
      for (const step of steps) {
        const changes = await step(scope, (one, hook) => one.onCall(call, withState(hook, one, scope)));
        Object.assign(headers, callHeaders(changes?.headers ?? {}));
        if (changes?.onOutcome) listeners.push(changes.onOutcome);
      }
      return { headers, onOutcome: (outcome) => tellAll(listeners, outcome, scope) };
    }),
    onResponse: unlessEmpty(stepsOf('onResponse'), (steps) => async (response, scope) => {
      const extensions: Record<string, unknown> = {};
      for (const step of steps) {
        const changes = await step(scope, (one, hook) => one.onResponse(response, withState(hook, one, scope)));
        Object.assign(extensions, { ...changes?.extensions, ...extensions });
      }
      return extensions;
    }),
  };
}

/** A middleware that listens to a phase. */
type With<Phase extends keyof Hooks> = Middleware & Required<Pick<Middleware, Phase>>;

/** One middleware's hook of a phase, within its bounds. */
type Step<Phase extends keyof Hooks> = <Result>(
  scope: HookScope,
  call: (one: With<Phase>, hook: Hook) => Result | Promise<Result>,
) => Promise<Result>;

function toSteps<Phase extends keyof Hooks>(
  middleware: readonly Middleware[],
  phase: Phase,
  timeoutMs: number,
): Step<Phase>[] {
  const isListening = (one: Middleware): one is With<Phase> => one[phase] !== undefined;
  return middleware.filter(isListening).map(
    (one): Step<Phase> =>
      (scope, call) =>
        runHook({ logger: scope.logger, signal: scope.signal, middleware: one.name, phase, timeoutMs }, (hook) =>
          call(one, hook),
        ),
  );
}

function unlessEmpty<Item, Made>(items: readonly Item[], make: (items: readonly Item[]) => Made): Made | null {
  return items.length > 0 ? make(items) : null;
}

/** Gives the hooks of an operation its principal, and each middleware a map of its own for the operation. */
function createStates() {
  const states = new WeakMap<OperationScope, Map<Middleware, Map<string, unknown>>>();
  return (hook: Hook, one: Middleware, scope: OperationScope): OperationHook => {
    const { operation = scope } = scope;
    const ofScope = states.get(operation) ?? new Map<Middleware, Map<string, unknown>>();
    const state = ofScope.get(one) ?? new Map<string, unknown>();
    states.set(operation, ofScope.set(one, state));
    return { ...hook, requestId: scope.requestId, principal: scope.principal, state };
  };
}

function tellAll(listeners: readonly ((outcome: string) => void)[], outcome: string, { logger }: HookScope): void {
  for (const listener of listeners) {
    try {
      listener(outcome);
    } catch (error) {
      logger.error({ code: 'INTERNAL', phase: 'onCall', error }, 'A middleware failed.');
    }
  }
}
