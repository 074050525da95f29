import { arch, cpus, platform, totalmem } from 'node:os';

/** One line on what a figure was measured with: processor, cores, memory, system, Node. */
export function describeMachine(): string {
  const [first] = cpus();
  const memory = (totalmem() / 1024 ** 3).toFixed(0);
  return `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${memory} GiB, ${platform()} ${arch()}, Node ${process.version}`;
}
