/** What a worker tells the primary. */
export type WorkerMessage =
  | { readonly type: 'ready'; readonly url: string; readonly problems: readonly string[] }
  | { readonly type: 'metrics-wanted'; readonly id: number };

/** What the primary tells a worker. */
export type PrimaryMessage =
  | { readonly type: 'stop'; readonly signal: NodeJS.Signals }
  /** `text` is null where the metrics could not be gathered. */
  | { readonly type: 'metrics'; readonly id: number; readonly text: string | null };
