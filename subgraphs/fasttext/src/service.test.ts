import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ServiceProcess, startServiceProcess } from '@sluice/kit/testing';

let service: ServiceProcess;

beforeAll(async () => {
  service = await startServiceProcess(new URL('../dist/main.js', import.meta.url));
});

afterAll(async () => service[Symbol.asyncDispose]());

const DOCUMENT = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Text { language { code confidence alternatives { code confidence } model usage { inputCharacters } } }
  }
}`;

interface Told {
  readonly code: string;
  readonly confidence: number;
  readonly alternatives: readonly { readonly code: string; readonly confidence: number }[];
  readonly model: string;
  readonly usage: { readonly inputCharacters: number };
}

/** The languages of some texts, asked for in one operation. */
async function languagesOf(...contents: string[]): Promise<Told[]> {
  const representations = contents.map((content) => ({ __typename: 'Text', content }));
  const { data, errors } = await service.query(DOCUMENT, { representations });
  expect(errors ?? []).toEqual([]);
  const entities = (data?.['_entities'] ?? []) as { language: Told }[];
  return entities.map(({ language }) => language);
}

const SENTENCES = {
  en: 'The library opens at nine in the morning.',
  de: 'Die Bibliothek öffnet um neun Uhr morgens.',
  fr: 'La bibliothèque ouvre à neuf heures du matin.',
  es: 'La biblioteca abre a las nueve de la mañana.',
  ru: 'Библиотека открывается в девять часов утра.',
  ja: '図書館は朝九時に開きます。',
  zh: '图书馆早上九点开门。',
  ar: 'تفتح المكتبة في الساعة التاسعة صباحا.',
  fi: 'Kirjasto avataan aamulla kello yhdeksän.',
  hi: 'पुस्तकालय सुबह नौ बजे खुलता है।',
  gsw: 'D Bibliothek macht am Morge am nüüni uf und isch de ganz Tag offe gsi.',
};

describe('the language of a text', () => {
  it('is told in BCP 47, of many texts at once, in their order', async () => {
    const told = await languagesOf(...Object.values(SENTENCES));
    expect(told.map(({ code }) => code)).toEqual(Object.keys(SENTENCES));
    for (const { confidence, alternatives, model, usage } of told) {
      expect(confidence).toBeGreaterThan(0.3);
      expect(confidence).toBeLessThanOrEqual(1);
      expect(alternatives).toHaveLength(5);
      expect(alternatives[0]?.confidence).toBeLessThanOrEqual(confidence);
      expect(model).toBe('lid.176');
      expect(usage.inputCharacters).toBeGreaterThan(5);
    }
  });

  it('is undetermined where there is nothing to read', async () => {
    // The last one has letters, but behind all that is looked at.
    const texts = ['12345 + 678', '…!?', '👩‍👩‍👧‍👦 🎉', '\u0000\u0001\u001b', `${'1 2 '.repeat(1_000)}Bibliothek`];
    for (const told of await languagesOf(...texts)) {
      expect(told).toMatchObject({ code: 'und', confidence: 0, alternatives: [] });
    }
  });

  it('does not change with line breaks, and survives what is no proper text', async () => {
    const lines = 'Die Bibliothek\nöffnet\r\num neun\u2028Uhr morgens.';
    const hostile = ['\ud800 lonely', 'a\u0000b', '\u202eright to left', '__label__de', 'x'.repeat(50_000)];
    const [german, ...others] = await languagesOf(lines, ...hostile);
    expect(german?.code).toBe('de');
    expect(others).toHaveLength(hostile.length);
    expect((await languagesOf(SENTENCES.fr))[0]?.code).toBe('fr');
  });

  it('fails for one bad text alone', async () => {
    const representations = [
      { __typename: 'Text', content: SENTENCES.en },
      { __typename: 'Text', content: '  ' },
    ];
    const { data, errors } = await service.query(DOCUMENT, { representations });
    expect(data).toMatchObject({ _entities: [{ language: { code: 'en' } }, { language: null }] });
    expect(errors).toMatchObject([{ path: ['_entities', 1, 'language'], extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});
