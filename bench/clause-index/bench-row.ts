import { percentile } from '../quality/intervals.ts';
import { renderTable } from '../quality/render-table.ts';

/** One printed figure. */
export interface BenchRow {
  readonly name: string;
  /** With its unit. */
  readonly value: string;
}

export function secondsRow(name: string, milliseconds: number): BenchRow {
  return { name, value: `${(milliseconds / 1000).toFixed(2)} s` };
}

/** Median and 99th percentile of single measurements. */
export function latencyRow(name: string, milliseconds: readonly number[]): BenchRow {
  const [p50, p99] = [percentile(milliseconds, 0.5) ?? 0, percentile(milliseconds, 0.99) ?? 0];
  return { name, value: `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms` };
}

export function printRows(title: string, rows: readonly BenchRow[]): void {
  const cells = rows.map(({ name, value }) => [name, value]);
  process.stdout.write(`${title}\n${renderTable(['what', 'figure'], cells)}\n`);
}

/** Runs `work` for each item and tells how long each took. */
export async function timeEach<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<number[]> {
  const milliseconds: number[] = [];
  for (const item of items) {
    const started = performance.now();
    await work(item);
    milliseconds.push(performance.now() - started);
  }
  return milliseconds;
}
