import { json } from './json.js';
import { type Input, type Members, objectOf } from './members.js';
import { normalizeText } from './normalize-text.js';
import { type ContextProblem, type InputPath, listOf, outside, type Rule } from './rule.js';
import { shortText } from './text.js';
import { url } from './url.js';

const MAX_MESSAGES = 1_000;
const MAX_IMAGES = 16;
const MAX_TOOL_CALLS = 128;

/** Of what is said only the form: a turn may be blank where it has pictures or calls. */
const content: Rule<string> = { normalize: normalizeText, validate: () => [] };

const toolCall: Members = { id: shortText({ max: 200 }), name: shortText({ max: 64 }), arguments: json() };

const message = objectOf({
  content,
  images: listOf(url, { dimension: 'images', min: 0, max: MAX_IMAGES }),
  toolCalls: listOf(objectOf(toolCall), { dimension: 'tool calls', min: 0, max: MAX_TOOL_CALLS }),
  toolCallId: shortText({ max: 200 }),
});

/**
 * A conversation. Turns of one speaker that follow each other are one turn, as most models demand; blank turns that
 * have nothing else are left out. A turn of a tool answers a call that was made before it.
 */
export const messages: Rule<readonly Input[]> = {
  normalize: (values, policy) => merge(values.map((value) => message.normalize(value, policy)).filter(hasContent)),
  validate(values, path, policy) {
    const { length } = values;
    if (length < 1 || length > MAX_MESSAGES)
      return [outside(path, { dimension: 'messages', min: 1, max: MAX_MESSAGES, value: length })];
    const each = values.flatMap((value, index) => [
      ...message.validate(value, [...path, index], policy),
      ...validateTurn(value, [...path, index]),
    ]);
    return [...each, ...unasked(values, path)];
  },
};

const listIn = (value: Input, name: string) => (value[name] ?? []) as readonly Input[];

function hasContent(value: Input): boolean {
  const isBlank = String(value['content']).trim() === '';
  return !isBlank || listIn(value, 'images').length > 0 || listIn(value, 'toolCalls').length > 0 || isOfTool(value);
}

const isOfTool = (value: Input) => value['role'] === 'TOOL';

/** Turns that can be one: of one speaker, and without anything whose place among the texts would be lost. */
function merge(turns: readonly Input[]): Input[] {
  const merged: Input[] = [];
  for (const turn of turns) {
    const last = merged.at(-1);
    if (last && canMerge(last, turn)) merged[merged.length - 1] = join(last, turn);
    else merged.push(turn);
  }
  return merged;
}

function canMerge(first: Input, second: Input): boolean {
  const isPlain = (turn: Input) => listIn(turn, 'toolCalls').length === 0 && listIn(turn, 'images').length === 0;
  return first['role'] === second['role'] && !isOfTool(first) && isPlain(first) && isPlain(second);
}

function join(first: Input, second: Input): Input {
  return { ...first, content: `${String(first['content'])}\n\n${String(second['content'])}` };
}

function validateTurn(turn: Input, path: InputPath): ContextProblem[] {
  const role = turn['role'];
  const problems: ContextProblem[] = [];
  const refuse = (name: string, expectation: string) => problems.push({ path: [...path, name], expectation });
  if (role !== 'USER' && listIn(turn, 'images').length > 0) refuse('images', 'expected none but in a turn of USER');
  if (role !== 'ASSISTANT' && listIn(turn, 'toolCalls').length > 0)
    refuse('toolCalls', 'expected none but in a turn of ASSISTANT');
  if (role === 'TOOL' && turn['toolCallId'] === undefined)
    refuse('toolCallId', 'expected the id of the call that this answers');
  if (role !== 'TOOL' && turn['toolCallId'] !== undefined) refuse('toolCallId', 'expected none but in a turn of TOOL');
  return problems;
}

/** Answers of tools that nobody asked: vendors refuse the whole conversation for one. */
function unasked(turns: readonly Input[], path: InputPath): ContextProblem[] {
  const asked = new Set<unknown>();
  return turns.flatMap((turn, index) => {
    for (const { id } of listIn(turn, 'toolCalls')) asked.add(id);
    const id = turn['toolCallId'];
    if (!isOfTool(turn) || id === undefined || asked.has(id)) return [];
    return [{ path: [...path, index, 'toolCallId'], expectation: 'expected the id of a call of an earlier turn' }];
  });
}
