import { z } from 'zod';
import type { TranslationResult } from '../capabilities.js';
import type { Task } from './task.js';

/** Some scripts take several tokens a character. */
const TOKENS_PER_CHARACTER = 2;
const FEWEST_TOKENS = 200;
const FORM = z.strictObject({
  translation: z.string().describe('The translated text alone.'),
  from: z.string().max(35).describe('The language of the text, a tag of BCP 47 such as "en" or "pt-BR".'),
});

type Options = { readonly to: string; readonly from: string | null };

/** A text in another language. */
export const translation: Task<
  string,
  Options,
  z.output<typeof FORM>,
  Pick<TranslationResult, 'text' | 'from' | 'to'>
> = {
  instructions: ({ to, from }) =>
    `Translate the text ${from === null ? '' : `from the language ${from} `}into the language ${to} (tags of BCP 47). ` +
    'Keep its meaning, tone, line breaks and names; translate all of it, and add nothing.',
  subject: (text) => ({ text }),
  form: () => FORM,
  maxTokens: (text) => Math.max(FEWEST_TOKENS, TOKENS_PER_CHARACTER * text.length),
  read({ translation: text, from: found }, { to, from }) {
    if (text.trim() === '') return 'the translation is empty.';
    const language = from ?? canonicalTag(found);
    return language === null ? `${JSON.stringify(found)} is no language tag of BCP 47.` : { text, from: language, to };
  },
};

function canonicalTag(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
