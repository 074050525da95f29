/** How long what is bound to happen is waited for with `vi.waitFor`, on however busy a machine. */
export const PATIENCE = { timeout: 30_000 };
