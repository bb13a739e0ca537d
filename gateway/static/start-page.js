// Runs in the browser: GraphiQL with the examples as tabs and, where the server gave one, the key as a header.
/* global React, ReactDOM, GraphiQL */
import { showAnswer, wireAnswer } from './answer-view.js';

const { operations, key } = JSON.parse(document.getElementById('settings').textContent);

const headers = JSON.stringify({ Authorization: `Bearer ${key ?? '<your API key>'}` }, null, 2);
const tabs = operations.map(({ query, variables }) => ({ query, variables, headers }));

// Edits live as long as the browser's tab, and never with another key's: a key must not outlive its use.
const prefix = `sluice:${key?.split('_')[2] ?? ''}:`;
const storage = {
  getItem: (name) => sessionStorage.getItem(prefix + name),
  setItem: (name, value) => sessionStorage.setItem(prefix + name, value),
  removeItem: (name) => sessionStorage.removeItem(prefix + name),
  clear: () => sessionStorage.clear(),
  get length() {
    return sessionStorage.length;
  },
};

// GraphiQL fills its first editor from the first of `defaultTabs`, but leaves the variables to their own property; that
// one would overwrite what a reload brings back.
const isFresh = storage.getItem('graphiql:tabState') === null;

// GraphiQL's editors are reached from inside of it alone: this part of its toolbar shows nothing and wires the buttons.
function ExampleButtons() {
  const editors = GraphiQL.React.useEditorContext();
  React.useEffect(() => {
    const open = ({ target }) => openExample(editors, target.closest('[data-example]')?.dataset.example);
    const bar = document.querySelector('nav');
    bar.addEventListener('click', open);
    return () => bar.removeEventListener('click', open);
  });
  return null;
}

function openExample(editors, name) {
  const example = operations.find((operation) => operation.name === name);
  if (example === undefined) return;
  const open = editors.tabs.findIndex(({ query }) => query === example.query);
  if (open >= 0) {
    editors.changeTab(open);
    return;
  }
  editors.addTab();
  // The new tab takes over the editors with the next frame; only then may they be filled.
  setTimeout(() => {
    editors.queryEditor?.setValue(example.query);
    editors.variableEditor?.setValue(example.variables);
    editors.headerEditor?.setValue(headers);
  });
}

// GraphiQL asks for the schema with the same function; that answer is not one to be shown.
const ask = GraphiQL.createFetcher({ url: '/graphql', enableIncrementalDelivery: false });
async function askAndShow(parameters, options) {
  const answer = await ask(parameters, options);
  if (parameters.operationName !== 'IntrospectionQuery' && (answer.data || answer.errors)) showAnswer(answer);
  return answer;
}
wireAnswer();

const graphiql = React.createElement(GraphiQL, {
  fetcher: askAndShow,
  storage,
  defaultTabs: tabs.length > 0 ? tabs : undefined,
  variables: isFresh ? tabs[0]?.variables : undefined,
  defaultHeaders: headers,
  defaultEditorToolsVisibility: 'variables',
  shouldPersistHeaders: true,
  showPersistHeadersSettings: false,
  toolbar: { additionalComponent: ExampleButtons },
});
ReactDOM.createRoot(document.getElementById('graphiql')).render(graphiql);
