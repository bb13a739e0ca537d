import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { Logger } from '@sluice/telemetry';
import type { FormattedExecutionResult } from 'graphql';

import { hideSchema } from '../admission/hide-schema.js';
import { nativeLimits } from '../admission/native-limits.js';
import type { Config } from '../config/config.js';
import { holdsPermission } from '../identity/principal.js';
import { cleanError } from '../errors/clean-error.js';
import type { RequestContext } from '../request-context.js';
import { retryAfterPlugin } from './retry-after.js';

export interface ApolloServerOptions {
  readonly gateway: GatewayInterface;
  readonly config: Pick<Config, 'mode' | 'limits'>;
  readonly logger: Logger;
  /** What they make of an answer is what is observed. */
  readonly plugins: readonly ApolloServerPlugin<RequestContext>[];
}

/** Apollo Server over our own gateway: it parses and validates, we admit, plan and execute. */
export function createApolloServer({
  gateway,
  config,
  logger,
  plugins,
}: ApolloServerOptions): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    ...nativeLimits(config),
    gateway,
    nodeEnv: config.mode,
    logger: silence(logger),
    // The gateway drains itself and closes this server last.
    stopOnTerminationSignals: false,
    // With APOLLO_KEY in the environment Apollo Server would report operations to Apollo by itself.
    plugins: [
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      hideSchema(),
      ...plugins,
      retryAfterPlugin(),
      observe(),
    ],
    formatError: (formatted, error) =>
      cleanError(formatted, error, (original) =>
        logger.error({ code: 'INTERNAL', error: original }, 'An error has no code.'),
      ),
  });
}

/** Notes what the log line of a request tells, and gives every error of the answer the request's id. */
function observe(): ApolloServerPlugin<RequestContext> {
  return {
    async unexpectedErrorProcessingRequest({ requestContext, error }) {
      requestContext.contextValue.observed.thrown = error;
    },
    requestDidStart: async () => ({
      async didResolveOperation({ contextValue, operation, operationName }) {
        if (operation) contextValue.observed.operationType = operation.operation;
        if (operationName !== null) contextValue.observed.operationName = operationName;
      },
      async willSendResponse({ contextValue, response }) {
        if (response.body.kind !== 'single') return;
        const result = response.body.singleResult;
        for (const error of result.errors ?? []) contextValue.observed.codes.push(String(error.extensions?.['code']));
        tellAttempts(result, contextValue);
        if (!result.errors) return;
        const { requestId } = contextValue;
        result.errors = result.errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
      },
    }),
  };
}

/** What went on behind the answer, for those who may know it; a single good attempt at each place is told too. */
function tellAttempts(result: FormattedExecutionResult, { principal, attempts }: RequestContext): void {
  if (attempts.length === 0 || !holdsPermission(principal, 'diagnostics:read')) return;
  result.extensions = { ...result.extensions, attempts };
}

/** Apollo Server's own lines may quote documents: of them, only the fact is logged. */
function silence(logger: Logger) {
  return {
    debug: () => {},
    info: () => {},
    warn: () => logger.warn({}, 'Apollo Server warns.'),
    error: () => logger.error({}, 'Apollo Server reports an error.'),
  };
}
