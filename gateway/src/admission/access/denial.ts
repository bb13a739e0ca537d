/** Why something is denied. A rule that returns one, rather than `false`, names itself in the answer. */
export class Denial extends Error {
  override readonly name = 'Denial';
  /** The rule that denies, as the caller is told: `@requiresScopes context:embed`. */
  readonly rule: string;

  constructor(rule: string) {
    super(`Denied by ${rule}.`);
    this.rule = rule;
  }
}
