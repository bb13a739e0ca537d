import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';

import { ROOT, type Sluice, startSluice } from './testing/start-sluice.js';

const FOLDER = join(ROOT, 'examples');

const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.graphql'))
  .map((name) => name.slice(0, -'.graphql'.length));

let sluice: Sluice;

beforeAll(async () => {
  sluice = await startSluice();
}, 90_000);

afterAll(async () => sluice[Symbol.asyncDispose]());

/** Runs an example as it stands in its files. */
async function runExample(name: string) {
  const document = parse(readFileSync(join(FOLDER, `${name}.graphql`), 'utf8')) as TypedDocumentNode<unknown, unknown>;
  return sluice.run(document, JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')));
}

/** What every answer must show; an example without a line here fails. */
const SHOWN: Readonly<Record<string, RegExp[]>> = {
  pipeline: [
    /Riverside Public Library/,
    /"code":"en"/,
    /"flagged":false/,
    /"dimensions":512/,
    /"url":"[^"]*\/media\/[^"]*\.wav/,
  ],
  receipt: [/"label":"food and drink"/, /"content":"1 Apple cake 3\.20"/, /"text":"BAKERY"/],
  sign: [/Verboden toegang voor onbevoegden/, /"code":"nl"/, /"flagged":false/],
  'ask-a-picture': [/"content":"Coffee and cake will be served on the opening day\."/],
  'moderate-a-picture': [/stupid idiot/, /"flagged":true/],
  languages: [/"code":"de"/, /"code":"es"/, /"code":"ja"/, /"code":"en"/],
  classify: [
    /parcel[^}]*"label":"delivery"/,
    /charged[^}]*"label":"payment"/,
    /crashes[^}]*"label":"technical problem"/,
  ],
  listen: [/"voice":"en"/, /"url":"[^"]*\/media\/[^"]*\.wav/],
  compare: [/"score":0\.[6-9]/, /"dimensions":512/],
};

describe('every example of the repository', () => {
  it.each(names)('%s gives what it promises', async (name) => {
    const { data, errors } = await runExample(name);
    expect(errors).toEqual([]);
    expect(SHOWN[name]).toBeDefined();
    for (const shown of SHOWN[name] ?? []) expect(JSON.stringify(data)).toMatch(shown);
  });
});
