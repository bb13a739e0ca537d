import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';

import { type Sluice, startSluice } from './testing/start-sluice.js';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
  existsSync(file),
);

/** What the URLs of stored pictures look like. */
const mediaUrl = (origin: string) => new RegExp(`^${origin}/media/[0-9a-f]{32}/[0-9a-f]{64}\\.png\\?expires=`);

const inBrowser = CHROMIUM === undefined ? describe.skip : describe;

inBrowser(CHROMIUM === undefined ? 'LEFT OUT, no Chromium on this machine: the start page' : 'the start page', () => {
  let sluice: Sluice;
  let browser: Browser;
  let page: Page;
  const requested: string[] = [];
  const problems: string[] = [];

  beforeAll(async () => {
    sluice = await startSluice();
    browser = await chromium.launch({
      executablePath: CHROMIUM ?? '',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    page = await browser.newPage();
    page.on('request', (request) => requested.push(request.url()));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`${sluice.url}/`);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await sluice[Symbol.asyncDispose]();
  });

  it('runs the pipeline at the press of a button, with the key filled in', async () => {
    await page.click('[data-example="pipeline"]');
    await page.click('.graphiql-execute-button');
    const result = page.locator('.result-window');
    await result
      .getByText(/Riverside Public Library/)
      .first()
      .waitFor({ timeout: 30_000 });
    const text = await result.innerText();
    expect(text).toMatch(/"code": "en"/);
    expect(text).not.toContain('"errors"');
  }, 60_000);

  it('shows an answer readably: the words’ boxes over the picture', async () => {
    await page.click('[data-example="receipt"]');
    await page.waitForTimeout(300);
    await page.click('.graphiql-execute-button');
    const boxes = page.locator('#answer figure rect');
    await boxes.first().waitFor({ timeout: 30_000 });
    expect(await boxes.count()).toBeGreaterThan(20);
    expect(await page.locator('#answer').innerText()).toMatch(/food and drink/);
    expect(await page.locator('#answer figure img').getAttribute('src')).toMatch(mediaUrl(sluice.url));
  }, 60_000);

  it('shows pictures under whatever name it was reached', async () => {
    const named = sluice.url.replace('127.0.0.1', 'localhost');
    const other = await browser.newPage({ baseURL: named });
    other.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await other.goto('/');
    await other.click('[data-example="sign"]');
    await other.waitForTimeout(300);
    await other.click('.graphiql-execute-button');
    await other.locator('#answer figure rect').first().waitFor({ timeout: 30_000 });
    expect(await other.locator('#answer figure img').getAttribute('src')).toMatch(mediaUrl(named));
    await other.close();
  }, 60_000);

  it('loads nothing from anywhere else, and breaks no policy', () => {
    expect(requested.filter((url) => !url.startsWith(sluice.url) && !url.startsWith('data:'))).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('has one click to Apollo Studio', async () => {
    const href = await page.getByText('Open in Apollo Studio').getAttribute('href');
    expect(href).toBe(
      `https://studio.apollographql.com/sandbox/explorer?endpoint=${encodeURIComponent(`${sluice.url}/graphql`)}`,
    );
  });
});
