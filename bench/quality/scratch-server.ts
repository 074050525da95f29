/** A server over an index of its own, thrown away on close. */
export interface ScratchServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Indexes `documents` (the seeds when null) in a temporary DATA_DIR and serves them on a free port of this machine. */
export async function startScratchServer(documents: readonly string[] | null): Promise<ScratchServer> {
  throw new Error(`not wired yet: ${documents?.join(', ') ?? 'seeds'}`);
}
