import { OverloadedError } from '../../domain/errors/overloaded-error.ts';

/** Exports hold what they export until their client has taken it, so only a few are made at once. */
export interface ExportSlots {
  /** Throws OverloadedError where all are taken, or half of them by the same payer. */
  run<Result>(payer: string, work: () => Promise<Result>): Promise<Result>;
}

export function createExportSlots(most = 8): ExportSlots {
  const taken = new Map<string, number>();
  return {
    async run(payer, work) {
      const own = taken.get(payer) ?? 0;
      const all = [...taken.values()].reduce((sum, count) => sum + count, 0);
      if (all >= most || own >= most / 2) throw new OverloadedError('too many exports are open');
      taken.set(payer, own + 1);
      try {
        return await work();
      } finally {
        const left = taken.get(payer)! - 1;
        if (left === 0) taken.delete(payer);
        else taken.set(payer, left);
      }
    },
  };
}
