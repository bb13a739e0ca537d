import type { CapabilityName } from '../../capability-types.js';
import { numberPicture, tone } from './sample-media.js';

/** How a capability is tried. */
export interface CapabilitySample {
  /** The field and its result's fields; `model` is given by the suite. */
  readonly field: string;
  /** Its arguments beside `model`, as GraphQL. */
  readonly options: string;
  readonly selection: string;
  /** What is asked of, and the name of its key. */
  readonly entity: SampleEntity;
  /** A usual item, a different one for each index. */
  readonly item: (index: number) => string;
  /** An item that makes as much work as one may. */
  readonly heavy: (index: number) => string;
  /** An item that cannot be answered, among others that can. */
  readonly bad: string;
  /** False where different items may well have the same result: a mix-up is then not seen. @default true */
  readonly tellsApart?: boolean;
}

export type SampleEntity = { readonly type: 'Text' | 'Image' | 'Audio'; readonly key: 'content' | 'url' };

const TOPICS = [
  'The library opens at nine in the morning',
  'Nobody is to feed the swans on the lake',
  'The bakery on the corner sells bread and cakes',
  'A storm is expected along the coast tonight',
  'Our team won the second match of the season',
  'The train to the mountains leaves from platform four',
  'Fresh paint makes the old house look new again',
  'She planted tomatoes, beans and a row of sunflowers',
  'The museum shows clocks from three hundred years',
  'He forgot his umbrella in the waiting room',
];

/** Two sentences, neither of which another index has: what takes one of them is told apart as well. */
const sentences = (index: number) => `${TOPICS[index % TOPICS.length]}, says note ${index}. It hangs on door ${index}.`;

/** As a page of prose; services must take at least so much. */
const HEAVY_CHARACTERS = 4_000;

function page(index: number): string {
  let text = `Page ${index}.`;
  for (let next = index; text.length < HEAVY_CHARACTERS - 100; next += 1) text += ` ${sentences(next)}`;
  return text;
}

const text = {
  entity: { type: 'Text', key: 'content' },
  item: sentences,
  heavy: page,
  bad: '  ',
  options: '',
} as const;
const DAMAGED_PNG = `data:image/png;base64,${Buffer.from('89504e470d0a1a0a0000000d49484452ffff', 'hex').toString('base64')}`;
const image = {
  entity: { type: 'Image', key: 'url' },
  item: numberPicture,
  heavy: (index: number) => numberPicture(1_000 + index),
  bad: DAMAGED_PNG,
  options: '',
} as const;
const audio = {
  entity: { type: 'Audio', key: 'url' },
  item: (index: number) => tone(index, 0.2),
  heavy: (index: number) => tone(index, 10),
  bad: 'data:audio/wav;base64,UklGRg==',
  options: '',
} as const;

/** The suite's own samples; a service's facts may replace any part of them. */
export const CAPABILITY_SAMPLES: Readonly<Record<CapabilityName, CapabilitySample>> = {
  embeddings: { ...text, field: 'embedding', selection: 'vector dimensions' },
  moderation: { ...text, field: 'moderation', selection: 'flagged categories { name score flagged }' },
  classification: {
    ...text,
    field: 'classification',
    options: 'labels: ["weather", "sport", "food"]',
    selection: 'label scores { label score }',
  },
  language: { ...text, field: 'language', selection: 'code confidence alternatives { code confidence }' },
  translation: { ...text, field: 'translation', options: 'to: "de"', selection: 'text { content } from to' },
  summarization: { ...text, field: 'summary', options: 'maxSentences: 1', selection: 'text { content } extractive' },
  answering: {
    ...text,
    field: 'answer',
    options: 'question: "Which note says so?"',
    selection: 'text { content } confidence',
  },
  recognition: {
    ...image,
    field: 'recognition',
    selection: 'text { content } confidence words { text confidence box { left top width height } }',
  },
  description: { ...image, field: 'description', selection: 'text { content }' },
  // Not the sound itself: its URL may differ each time.
  synthesis: { ...text, field: 'speech', selection: 'seconds voice' },
  transcription: { ...audio, field: 'transcript', selection: 'text { content } language segments { text start end }' },
};

export const USAGE_FIELDS = ['inputTokens', 'outputTokens', 'inputCharacters', 'inputPixels', 'audioSeconds'] as const;
