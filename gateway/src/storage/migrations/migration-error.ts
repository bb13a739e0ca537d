/** The database's schema is not one that this version can go on from. Nothing was changed. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly code = 'SCHEMA_MISMATCH';
}
