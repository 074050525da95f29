import {
  appendFileSync,
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';

/** One thing that may happen to a file while it is open. */
export interface StoreHarm {
  readonly name: string;
  /** In place: whoever has the file open sees it. */
  apply(file: string): void;
}

/** Every harm at places spread over a file of `size` bytes. */
export function listHarms(size: number, places: number): StoreHarm[] {
  const spread = Array.from({ length: places }, (_, i) => Math.floor((i * size) / places));
  const edges = [0, 1, 16, 99, 100, 4095, 4096, 4097, size - 4096, size - 1].filter(
    (at) => at >= 0 && at < size,
  );
  const header = Array.from({ length: Math.min(100, size) }, (_, i) => i);
  return [...new Set([...edges, ...spread])]
    .map(
      (at): StoreHarm => ({
        name: `cut to ${at} bytes`,
        apply: (file) => change(file, (fd) => ftruncateSync(fd, at)),
      }),
    )
    .concat(
      [...new Set([...header, ...spread])].map((at, i) => ({
        name: `bit ${i % 8} of byte ${at} flipped`,
        apply: (file) =>
          change(file, (fd) => {
            const byte = Buffer.alloc(1);
            readSync(fd, byte, 0, 1, at);
            byte[0]! ^= 1 << (i % 8);
            writeSync(fd, byte, 0, 1, at);
          }),
      })),
      spread.map((at) => ({
        name: `4096 bytes at ${at} zeroed`,
        apply: (file) => change(file, (fd) => void writeSync(fd, Buffer.alloc(4096), 0, 4096, at)),
      })),
      [
        { name: 'moved away', apply: (file) => existsSync(file) && renameSync(file, `${file}.away`) },
        { name: 'grown by rubbish', apply: (file) => appendFileSync(file, 'rubbish'.repeat(1000)) },
        {
          name: 'all zeroed',
          apply: (file) => change(file, (fd) => void writeSync(fd, Buffer.alloc(statSync(file).size), 0)),
        },
      ] satisfies StoreHarm[],
    );
}

function change(file: string, work: (fd: number) => void): void {
  if (!existsSync(file)) return;
  const fd = openSync(file, 'r+');
  try {
    work(fd);
  } finally {
    closeSync(fd);
  }
}
