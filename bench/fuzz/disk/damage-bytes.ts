/** One way in which a file comes back other than it was written. */
export interface BytesDamage {
  readonly name: string;
  apply(bytes: Buffer): Buffer;
}

/** Cuts and flipped bits at places spread over a file of `size` bytes; all places of a small one. */
export function listDamages(size: number, places: number): BytesDamage[] {
  const count = Math.min(size, places);
  const spread = Array.from({ length: count }, (_, i) => Math.floor((i * size) / count));
  return [
    ...[...new Set([...spread, size - 1])].filter((length) => length >= 0).map(cut),
    ...spread.map((place, i) => flip(place, i % 8)),
  ];
}

function cut(length: number): BytesDamage {
  return { name: `cut to ${length} bytes`, apply: (bytes) => bytes.subarray(0, length) };
}

function flip(place: number, bit: number): BytesDamage {
  return {
    name: `bit ${bit} of byte ${place} flipped`,
    apply(bytes) {
      const changed = Buffer.from(bytes);
      changed[place]! ^= 1 << bit;
      return changed;
    },
  };
}
