import type { ServiceProgress, ServiceState } from '../../supervisor/service-state.js';
import type { CliContext } from '../cli-context.js';
import { createPainter, type Painter } from '../painter.js';

/** Shows how far each service is, while it starts. */
export interface ProgressDisplay {
  /** A service told of its progress. */
  readonly report: (progress: ServiceProgress) => void;
  /** The state of a service changed. */
  readonly change: (service: string, state: ServiceState) => void;
  /** Nothing is shown from now on. */
  readonly end: () => void;
}

/** On a terminal one line a service, rewritten in place; elsewhere a line for each news. Silent unless enabled. */
export function createProgressDisplay(context: CliContext, isEnabled: boolean): ProgressDisplay {
  const startedAt = performance.now();
  const paint = createPainter(context);
  const lines = new Map<string, string>();
  let isOpen = isEnabled;
  const show = (service: string, news: string) => {
    if (!isOpen || lines.get(service) === news) return;
    const height = lines.size;
    lines.set(service, news);
    if (context.stdout.isTTY === true) context.stdout.write(redraw(lines, height, context.stdout.columns ?? 80));
    else context.stdout.write(`${service}: ${news}\n`);
  };
  return {
    report: ({ service, text, fraction }) => show(service, describeProgress(text, fraction)),
    change: (service, state) => show(service, describeState(state, (performance.now() - startedAt) / 1000, paint)),
    end: () => void (isOpen = false),
  };
}

/** Goes back up over the lines drawn before, and draws all of them anew. */
function redraw(lines: ReadonlyMap<string, string>, height: number, columns: number): string {
  const width = Math.max(...[...lines.keys()].map((service) => service.length));
  const rows = [...lines].map(
    ([service, news]) => `\r\u001b[2K  ${service.padEnd(width)}  ${cut(news, columns - width - 5)}\n`,
  );
  return (height > 0 ? `\u001b[${height}A` : '') + rows.join('');
}

/** A line that wraps would be two when going back up. Colors are short and stand in short news alone. */
function cut(news: string, width: number): string {
  return news.length <= width || news.includes('\u001b') ? news : `${news.slice(0, Math.max(0, width - 1))}…`;
}

function describeProgress(text: string, fraction: number | undefined): string {
  return fraction === undefined ? text : `${text} (${Math.round(fraction * 100)} %)`;
}

function describeState(state: ServiceState, seconds: number, paint: Painter): string {
  switch (state.status) {
    case 'starting':
      return state.attempt === 1 ? 'starting' : `starting, attempt ${state.attempt}`;
    case 'loading':
      return 'loading';
    case 'ready':
      return paint('green', `ready after ${seconds.toFixed(1)} s`);
    case 'backing-off':
      return paint('red', `${state.reason}; starts again in ${(state.delayMs / 1000).toFixed(1)} s`);
    case 'stopping':
    case 'stopped':
      return state.status;
  }
}
