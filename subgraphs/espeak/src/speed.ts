/** eSpeak's own speed, in words a minute. */
const USUAL = 175;

/** Beyond these eSpeak keeps to its bounds without a word. */
const SLOWEST = 80;
const FASTEST = 450;

/** Words a minute at a rate, where 1 is the voice's own: from 0.46 to 2.57 as asked, beyond it as near as eSpeak comes. */
export function toSpeed(rate: number): number {
  return Math.min(FASTEST, Math.max(SLOWEST, Math.round(USUAL * rate)));
}
