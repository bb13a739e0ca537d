import type { ExampleOperation } from './read-examples.js';

/** What the start page shows. */
export interface PageContent {
  readonly operations: readonly ExampleOperation[];
  /** The key to fill in; null where the visitor brings their own. */
  readonly key: string | null;
  /** Where the graph is, for tools outside this page: an absolute URL. */
  readonly graphqlUrl: string;
}

const STUDIO_EXPLORER = 'https://studio.apollographql.com/sandbox/explorer';

/** The start page: static but for a block of data, so that no script in it is inline. */
export function renderPage({ operations, key, graphqlUrl }: PageContent): string {
  const studio = `${STUDIO_EXPLORER}?endpoint=${encodeURIComponent(graphqlUrl)}`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Sluice</title>
    <link rel="icon" href="/assets/sluice.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/assets/graphiql.css" />
    <link rel="stylesheet" href="/assets/start-page.css" />
  </head>
  <body>
    <header>
      <h1><img src="/assets/sluice.svg" alt="" width="22" height="22" />Sluice</h1>
      <nav aria-label="Examples">${operations.map(renderButton).join('')}</nav>
      <p>${key === null ? 'Put your API key under Headers.' : 'The developer key is filled in under Headers.'}</p>
      <a href="${escapeHtml(studio)}" target="_blank" rel="noopener noreferrer">Open in Apollo Studio</a>
    </header>
    <div class="panes">
      <main id="graphiql"><p>Loading…</p></main>
      <aside id="answer" aria-label="The answer, readable" hidden>
        <header><h2>Answer</h2><button type="button" aria-label="Close">×</button></header>
        <div></div>
      </aside>
    </div>
    <noscript>GraphiQL needs JavaScript. The graph itself is at ${escapeHtml(graphqlUrl)}.</noscript>
    <script type="application/json" id="settings">${escapeJson({ operations, key })}</script>
    <script src="/assets/react.js"></script>
    <script src="/assets/react-dom.js"></script>
    <script src="/assets/graphiql.js"></script>
    <script type="module" src="/assets/start-page.js"></script>
  </body>
</html>
`;
}

function renderButton({ name, title }: ExampleOperation): string {
  const label = name.replaceAll('-', ' ');
  return `<button type="button" data-example="${escapeHtml(name)}" title="${escapeHtml(title)}">${escapeHtml(label)}</button>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** JSON that cannot end the script element that it stands in. */
function escapeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
