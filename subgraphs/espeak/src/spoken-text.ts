import { ServiceError } from '@sluice/kit';

/**
 * A text as words alone. eSpeak takes orders from within a text: the control character U+0001 begins commands that
 * change voice and speed or name a sound file, and `[[…]]` holds phonemes. Halves of surrogate pairs have no UTF-8.
 *
 * @throws ServiceError `BAD_USER_INPUT` where nothing is left
 */
export function toSpoken(text: string): string {
  const spoken = text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, ' ')
    .replace(/\[(?=\[)/g, '[ ');
  if (spoken.trim() !== '') return spoken;
  throw new ServiceError('BAD_USER_INPUT', 'content: expected a text that can be spoken.', { inputPath: ['content'] });
}
