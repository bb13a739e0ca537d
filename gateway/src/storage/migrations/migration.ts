/** One step of the schema, forward only. What was released is never changed: the next step mends it. */
export interface Migration {
  /** 1, 2, 3, … without gaps; the name of its file begins with it. */
  readonly number: number;
  /** A few words in kebab case. */
  readonly name: string;
  /**
   * The statements, run in one transaction with the others. Gateways of the version before go on running meanwhile, so
   * it adds; what it takes away, no released version uses.
   */
  readonly sql: string;
}
