import { ServiceError } from '@sluice/schema';

/** Why a token is not taken; for the log, and as much of it for the caller as helps an honest one. */
export type TokenProblem =
  | 'expired'
  | 'not yet valid'
  | 'malformed'
  | 'issuer'
  | 'type'
  | 'algorithm'
  | 'key'
  | 'signature'
  | 'claims'
  | 'subject'
  | 'binding'
  | 'inactive'
  | 'revoked';

/** A token that is refused, with the reason that the log shows. */
export class TokenRefusal extends ServiceError {
  readonly problem: TokenProblem;

  constructor(problem: TokenProblem, cause?: unknown) {
    super('UNAUTHENTICATED', MESSAGES[problem] ?? 'The access token is not valid.', {}, { cause });
    this.problem = problem;
  }
}

/** Those of an honest client. All other reasons read the same: they would help to forge a token. */
const MESSAGES: Readonly<Partial<Record<TokenProblem, string>>> = {
  expired: 'The access token has expired.',
  'not yet valid': 'The access token is not valid yet.',
  binding: 'The access token is bound to the certificate of another client.',
};

/** Why a credential was refused, for the log; nothing where the code says it all. */
export function reasonOf(error: ServiceError): TokenProblem | undefined {
  return error instanceof TokenRefusal ? error.problem : undefined;
}
