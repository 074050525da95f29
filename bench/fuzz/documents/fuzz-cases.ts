import { ATOMS } from './atoms.ts';
import { LAYOUTS } from './layouts.ts';
import { SPLICES } from './splices.ts';

/** One kind of document that can be made of any length. */
export interface FuzzCase {
  readonly family: string;
  readonly name: string;
  /** About `length` UTF-16 code units; the same every time. */
  readonly make: (length: number) => string | Uint8Array;
}

/** Every piece in every layout, and what is spliced together from ordinary documents. */
export function listFuzzCases(): FuzzCase[] {
  const repeated = Object.entries(ATOMS).flatMap(([family, atoms]) =>
    atoms.flatMap((atom) =>
      LAYOUTS.map(
        (layout): FuzzCase => ({
          family,
          name: `${atom.name} ${layout.name}`,
          make: (length) => layout.build(atom, length),
        }),
      ),
    ),
  );
  return [...repeated, ...SPLICES];
}

/** The document's bytes, cut to at most `bytes` of them; a cut may fall inside a character, as in a broken download. */
export function makeBytes({ make }: FuzzCase, bytes: number): Uint8Array {
  const made = make(bytes);
  return (typeof made === 'string' ? Buffer.from(made, 'utf8') : made).subarray(0, bytes);
}
