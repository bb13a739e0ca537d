import { describe, expect, it } from '@jest/globals';
import { createProgressDisplay, type ProgressDisplay } from './progress-display.js';

function display(isTTY: boolean, isEnabled = true): { written: () => string; display: ProgressDisplay } {
  let written = '';
  const stdout = { write: (text: string) => (written += text), isTTY, columns: 40 };
  const context = {
    stdout,
    stderr: stdout,
    environment: { NO_COLOR: '1' },
    cwd: '/',
    nodeVersion: '20.19.0',
    signal: new AbortController().signal,
    atExit: () => {},
  };
  return { written: () => written, display: createProgressDisplay(context, isEnabled) };
}

describe('progress', () => {
  it('is a line for each news where no terminal is', () => {
    const { display: shown, written } = display(false);
    shown.change('tesseract', { status: 'starting', attempt: 1 });
    shown.report({ service: 'tesseract', text: 'loading eng', fraction: 0.5 });
    shown.report({ service: 'tesseract', text: 'loading eng', fraction: 0.5 });
    shown.change('tesseract', { status: 'ready', url: 'http://127.0.0.1:1' });
    expect(written()).toMatch(
      /^tesseract: starting\ntesseract: loading eng \(50 %\)\ntesseract: ready after \d+\.\d s\n$/,
    );
  });

  it('is a line for each service on a terminal, rewritten in place and never wider than it', () => {
    const { display: shown, written } = display(true);
    shown.report({ service: 'a', text: 'x' });
    shown.report({ service: 'bb', text: 'y'.repeat(100) });
    expect(written()).toBe(`\r\u001b[2K  a  x\n\u001b[1A\r\u001b[2K  a   x\n\r\u001b[2K  bb  ${'y'.repeat(32)}…\n`);
  });

  it('is nothing where it was not asked for, and after the end', () => {
    const silent = display(false, false);
    silent.display.report({ service: 'a', text: 'x' });
    expect(silent.written()).toBe('');
    const ended = display(false);
    ended.display.end();
    ended.display.report({ service: 'a', text: 'x' });
    expect(ended.written()).toBe('');
  });

  it('says why a service starts again', () => {
    const { display: shown, written } = display(false);
    shown.change('a', { status: 'backing-off', delayMs: 250, reason: 'exited with code 1' });
    expect(written()).toBe('a: exited with code 1; starts again in 0.3 s\n');
  });
});
