/** The labels of one series of a metric. */
export type Labels<Label extends string> = Readonly<Record<Label, string>>;

/**
 * Bounds the number of series of one metric, since each lives as long as the process: label sets that come after the
 * first `limit` are counted together, under `other`.
 */
export function createBoundedSeries<Label extends string>(limit: number): (labels: Labels<Label>) => Labels<Label> {
  const known = new Set<string>();
  return (labels) => {
    const key = JSON.stringify(labels, Object.keys(labels).toSorted());
    if (known.has(key)) return labels;
    if (known.size < limit) {
      known.add(key);
      return labels;
    }
    return Object.fromEntries(Object.keys(labels).map((name) => [name, 'other'])) as Labels<Label>;
  };
}
