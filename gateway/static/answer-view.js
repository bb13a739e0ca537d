// Runs in the browser: shows an answer so that a person can read it. A picture with the boxes of its words, a sound to
// be played, a vector as a small plot; everything else as names and values.

const SVG = 'http://www.w3.org/2000/svg';

/** Parts that are drawn, rather than listed. */
const HIDDEN = new Set(['__typename', 'words', 'url']);

/** Numbers of a vector that are drawn. */
const MAX_BARS = 128;

function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function drawing(name, attributes, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  node.append(...children);
  return node;
}

/** Media of this gateway, asked for where the page was, since it may have several names and the page's policy takes one. */
function fromHere(url) {
  const [path] = /\/media\/[0-9a-f]{32}\/[0-9a-f]{64}\..*$/.exec(url) ?? [];
  return path === undefined ? url : new URL(`.${path}`, document.baseURI).href;
}

function pictureWithBoxes(url, words) {
  const image = element('img', { src: fromHere(url), alt: words.map(({ text }) => text).join(' ') });
  const figure = element('figure', {}, image);
  image.addEventListener('load', () => {
    const boxes = words.map(({ text, confidence = 1, box }) => {
      const { left: x, top: y, width, height } = box;
      const title = drawing('title', {}, `${text} (${Math.round(confidence * 100)} %)`);
      return drawing('rect', { x, y, width, height, 'data-sure': confidence > 0.8 }, title);
    });
    const viewBox = `0 0 ${image.naturalWidth} ${image.naturalHeight}`;
    figure.append(drawing('svg', { viewBox, role: 'img', 'aria-label': `${words.length} words` }, ...boxes));
  });
  return figure;
}

function numbersOf(vector) {
  if (Array.isArray(vector)) return vector;
  const bytes = Uint8Array.from(atob(vector), (character) => character.charCodeAt(0));
  return Array.from(new Float32Array(bytes.buffer));
}

function vectorPlot(vector) {
  const numbers = numbersOf(vector).slice(0, MAX_BARS);
  const largest = Math.max(...numbers.map(Math.abs), Number.MIN_VALUE);
  const bars = numbers.map((number, index) => {
    const height = (Math.abs(number) / largest) * 20;
    return drawing('rect', { x: index * 3, y: number < 0 ? 20 : 20 - height, width: 2, height });
  });
  const viewBox = `0 0 ${numbers.length * 3} 40`;
  return drawing(
    'svg',
    { class: 'vector', viewBox, role: 'img', 'aria-label': `The first ${numbers.length} numbers` },
    ...bars,
  );
}

function readable(key, value) {
  if (key === 'vector') return vectorPlot(value);
  if (typeof value === 'number' && !Number.isInteger(value)) return value.toFixed(3);
  if (key === 'content') return element('blockquote', {}, String(value));
  return String(value);
}

function listed(key, value) {
  const isLeaf = value === null || typeof value !== 'object' || key === 'vector';
  const shown = isLeaf ? readable(key, value) : section(value);
  return element('div', { class: isLeaf ? 'leaf' : 'branch' }, element('dt', {}, key), element('dd', {}, shown));
}

function section(value) {
  if (Array.isArray(value)) return element('ol', {}, ...value.map((item) => element('li', {}, asNode(item))));
  const list = element('dl');
  const words = value.recognition?.words;
  if (value.url && words?.every(({ box }) => box)) list.append(pictureWithBoxes(value.url, words));
  if (value.audio?.url) list.append(element('audio', { controls: '', src: fromHere(value.audio.url) }));
  for (const [key, part] of Object.entries(value)) if (!HIDDEN.has(key)) list.append(listed(key, part));
  return list;
}

function asNode(value) {
  return value !== null && typeof value === 'object' ? section(value) : String(value);
}

function problems(errors) {
  const items = errors.map(({ message, path, extensions }) =>
    element('li', {}, `${path?.join('.') ?? ''} ${extensions?.code ?? ''}: ${message}`),
  );
  return element('ul', { class: 'problems' }, ...items);
}

/** Puts an answer in the place of the one before. */
export function showAnswer({ data, errors }) {
  const pane = document.getElementById('answer');
  const body = pane.querySelector('div');
  body.replaceChildren(...(errors?.length ? [problems(errors)] : []), ...(data ? [section(data)] : []));
  pane.hidden = false;
}

/** Lets the pane be closed. */
export function wireAnswer() {
  const pane = document.getElementById('answer');
  pane.querySelector('button').addEventListener('click', () => (pane.hidden = true));
}
