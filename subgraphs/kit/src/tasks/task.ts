import type { z } from 'zod';
import type { MediaContent } from '../capabilities.js';

/** What a task is about: a text, or a picture. */
export type TaskSubject = { readonly text: string } | { readonly image: MediaContent };

/** A piece of work that a language model is asked to do, whichever model it is. */
export interface Task<Item, Options, Output, Result> {
  /** What the model is told to do; the subject is not part of it. */
  instructions(options: Options): string;
  subject(item: Item): TaskSubject;
  /** The form of the answer. Its JSON Schema is what the model is held to, and what its answer is checked by. */
  form(options: Options): z.ZodType<Output>;
  /** Most tokens that the answer may take. */
  maxTokens(item: Item, options: Options): number;
  /**
   * What the answer means.
   *
   * @returns a sentence that tells what is wrong with it, for the model to read, where it has the form and makes no sense
   */
  read(output: Output, options: Options): Result | string;
}
