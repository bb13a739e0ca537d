import { composeContracts } from './compose/compose-contracts.js';
import { ContractError } from './compose/contract-problem.js';
import { driftedFiles, writeComposition } from './compose/write-composition.js';

/** `npm run compose` and `npm run compose:check`. */
function main(check: boolean): number {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  try {
    const composition = composeContracts();
    const files = check ? driftedFiles(composition) : writeComposition(composition);
    if (files.length === 0) say('schema: composed, nothing changed.');
    else if (check) say(`schema: ${files.join(', ')} differ from the contracts; run \`npm run compose\` and commit.`);
    else say(`schema: wrote ${files.join(', ')}.`);
    return check && files.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    say(error.message);
    return 1;
  }
}

process.exitCode = main(process.argv.includes('--check'));
