/** Channels are names that need no quotes, so that they are the same on every path. */
const CHANNEL = /^[a-z_][a-z0-9_]{0,62}$/;

/** Checks the name of a NOTIFY channel, which stands in SQL text, where parameters cannot. */
export function checkChannel(channel: string): string {
  if (CHANNEL.test(channel)) return channel;
  throw new Error(`Expected the name of a channel, lower-case letters, digits and underscores, got "${channel}".`);
}
