import { ServiceError } from '@sluice/kit';

/** British English. */
const DEFAULT_VOICE = 'en';

/** Shown of all the voices where one is not found. */
const SOME = ['en', 'en-US', 'de', 'es', 'fr', 'it', 'pt-BR', 'ru', 'cmn', 'ar', 'hi'];

/** What people write where eSpeak keeps to the language's own code. */
const OTHER_NAMES: Readonly<Record<string, string>> = { zh: 'cmn', no: 'nb', 'en-gb': 'en' };

/**
 * The voice of a name, whatever its case.
 *
 * @param voices the names there are
 * @throws ServiceError `BAD_USER_INPUT`, naming some that there are: those of the same language before others
 */
export function findVoice(name: string | null, voices: readonly string[]): string {
  const asked = (name ?? DEFAULT_VOICE).toLowerCase();
  const sought = (Object.hasOwn(OTHER_NAMES, asked) && OTHER_NAMES[asked]) || asked;
  const voice = voices.find((candidate) => candidate.toLowerCase() === sought);
  if (voice !== undefined) return voice;
  const language = sought.split('-')[0];
  const near = voices.filter((candidate) => candidate.split('-')[0] === language);
  const some = near.length > 0 ? near : SOME;
  throw new ServiceError(
    'BAD_USER_INPUT',
    `voice: there is no ${JSON.stringify(asked.slice(0, 50))}; of ${voices.length} voices: ${some.join(', ')}.`,
    { inputPath: ['voice'] },
  );
}
