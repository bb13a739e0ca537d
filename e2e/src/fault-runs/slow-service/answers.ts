/** What the slow service is asked for, and what it therefore answers: known to those who check it. */
export interface Prompt {
  /** What tells this text from all others. */
  readonly mark: string;
  readonly words: number;
}

export const LANGUAGE = 'de';
export const VECTOR = [1, 0.5, 0.25];

export const writePrompt = ({ mark, words }: Prompt) => `${mark} ${words}`;

export function readPrompt(text: string): Prompt {
  const [mark = '', words] = text.split(' ');
  return { mark, words: Number(words) };
}

/** The text that it writes, as it comes. */
export function toPieces({ mark, words }: Prompt): readonly string[] {
  return Array.from({ length: words }, (_, index) => `${index === 0 ? mark : ''} ${index + 1}`);
}

export const textOf = (prompt: Prompt) => toPieces(prompt).join('');

export const summaryOf = (text: string) => `In short: ${text.slice(0, 20)}`;
