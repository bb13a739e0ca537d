import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ServiceProcess } from '@sluice/kit/testing';

import { addChatTemplate } from './testing/add-chat-template.js';
import { generate, say, startLlama } from './testing/llama-client.js';
import { describeWithModel, MODEL_FILE } from './testing/model-file.js';

// ChatML; the tiny model was not trained on it, and writes stories whatever it is told.
const TEMPLATE =
  "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}" +
  "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

const TEXT = { __typename: 'Text', content: 'Lily had a red ball. She lost it in the park. A dog found the ball.' };

describeWithModel('A model with a chat template', () => {
  let service: ServiceProcess;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-llama-'));
    const file = join(folder, 'tiny-chat.gguf');
    await addChatTemplate(MODEL_FILE, file, TEMPLATE);
    service = await startLlama(file);
  });
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  it('is offered for summaries and answers too', async () => {
    const { capabilities } = await service.health();
    const models = ['tiny-chat'];
    expect(capabilities).toEqual({ generation: { models }, summarization: { models }, answering: { models } });
  });

  it('reads the conversation through its template', async () => {
    const settings = { seed: 5, temperature: 0.7, maxTokens: 30, system: 'You tell stories.' };
    const { written, errors } = await generate(service, say('Tell one.', settings));
    expect(errors).toEqual([]);
    // The same words without a template are far fewer tokens.
    expect(written?.usage.inputTokens).toBeGreaterThan(40);
    expect(written?.usage.outputTokens).toBeLessThanOrEqual(30);
    const again = await generate(service, say('Tell one.', settings));
    expect(again.written?.text).toEqual(written?.text);
    const turns = [
      { role: 'USER', content: 'Tell one.' },
      { role: 'ASSISTANT', content: 'Once.' },
      { role: 'USER', content: 'Go on.' },
    ];
    const longer = await generate(service, { messages: turns, maxTokens: 10, seed: 5 });
    expect(longer.written?.usage.inputTokens).toBeGreaterThan(written?.usage.inputTokens ?? 0);
  });

  it('summarizes several texts at once, each by itself', async () => {
    const blank = { __typename: 'Text', content: ' ' };
    const { entities, errors } = await service.entities(
      'summary(maxSentences: 1) { text { content } extractive model usage { inputTokens outputTokens } }',
      [TEXT, blank, { ...TEXT, content: 'A cat sat on a mat. It was warm.' }],
    );
    expect(errors.map(({ path, extensions }) => [path?.[1], extensions['code']])).toEqual([[1, 'BAD_USER_INPUT']]);
    for (const index of [0, 2]) {
      expect(entities[index]).toMatchObject({ summary: { extractive: false, model: 'tiny-chat' } });
      const { summary } = entities[index] as {
        summary: { text: { content: string }; usage: { outputTokens: number } };
      };
      expect(summary.text.content.length).toBeGreaterThan(0);
      expect(summary.usage.outputTokens).toBeLessThanOrEqual(60);
    }
  });

  it('answers within the form that it is held to, or tells that it did not', async () => {
    const { entities, errors } = await service.entities(
      'answer(question: "What did Lily lose?") { text { content } confidence usage { inputTokens } }',
      [TEXT],
    );
    const codes = errors.map(({ extensions }) => extensions['code']);
    const { answer } = entities[0] as { answer: { confidence: number } | null };
    expect(answer === null ? codes : [0.25, 0.6, 0.9].includes(answer.confidence)).toEqual(
      answer === null ? ['OUTPUT_INVALID'] : true,
    );
  });

  it('refuses a text that is longer than its window', async () => {
    const long = { ...TEXT, content: 'One day. '.repeat(500) };
    const { errors } = await service.entities('summary { model }', [long]);
    expect(errors[0]?.extensions).toMatchObject({ code: 'CONTEXT_WINDOW_EXCEEDED' });
  });
});
