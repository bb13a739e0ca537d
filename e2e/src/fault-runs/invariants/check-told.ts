import type { Told } from '../clients/run-client.js';
import type { JournalLine } from '../parts/slow-service-process.js';

/** What is wrong with what clients were told, beside what they found themselves. */
export function checkTold(told: readonly Told[]): string[] {
  return told.flatMap((one) => {
    const name = `${one.submission.kind} ${one.id ?? one.submission.key}`;
    return [...one.wrong, ...statusOf(one), ...unknownOf(one)].map((what) => `${name}: ${what}`);
  });
}

function statusOf({ id, status, following }: Told): string[] {
  if (id === null || status === 'SUCCEEDED') return [];
  const last = following?.events.at(-1);
  return [`it is ${status}, expected SUCCEEDED; the last event is ${JSON.stringify(last)}`];
}

/** An attempt whose worker is gone has an outcome that nobody knows, and says so. */
function unknownOf({ following }: Told): string[] {
  const lost = (following?.events ?? []).filter(({ error }) => error?.message.includes('worker was lost'));
  return lost
    .filter(({ error }) => error?.outcomeUnknown !== true)
    .map(({ attempt }) => `attempt ${attempt} was lost, and its outcome is not said to be unknown`);
}

/**
 * Where the service itself is well, no call is sent more often than there were attempts: what an attempt has asked for
 * it does not ask for again.
 */
export function checkJournal(told: readonly Told[], journal: readonly JournalLine[]): string[] {
  const sent = new Map<string, number>();
  for (const { capability, text } of journal) {
    const name = `${capability} ${text}`;
    sent.set(name, (sent.get(name) ?? 0) + 1);
  }
  const accepted = told.filter(({ id }) => id !== null);
  return accepted.flatMap(({ submission, following }) => {
    const attempts = (following?.events ?? []).filter(({ __typename }) => __typename === 'AttemptStarted').length;
    return submission.calls.flatMap(({ capability, text }) => {
      const times = sent.get(`${capability} ${text}`) ?? 0;
      const where = `${submission.kind} ${submission.key}: ${capability}`;
      if (times === 0) return [`${where} was never asked for`];
      return times > attempts ? [`${where} was asked for ${times} times in ${attempts} attempts`] : [];
    });
  });
}
