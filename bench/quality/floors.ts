/** A bound on one measured figure: at least `bound`, or at most `bound` where low values are good. */
export interface Floor {
  readonly name: string;
  readonly bound: number;
}

/** A figure that a floor may name; `value` is null when nothing was measured. */
export interface Measure {
  readonly name: string;
  readonly value: number | null;
  readonly lowIsGood?: boolean;
}

/** Reads `whollyRight=0.7`. Throws when it is not a name and a number. */
export function parseFloor(argument: string): Floor {
  const match = /^(?<name>[\w.]+)=(?<bound>\d+(?:\.\d+)?)$/.exec(argument);
  if (!match?.groups) throw new Error(`--floor wants name=number, not ${argument}`);
  return { name: match.groups.name!, bound: Number(match.groups.bound) };
}

/** One sentence per floor that does not hold. Throws for a name that no measure has: a mistyped floor guards nothing. */
export function findBrokenFloors(measures: readonly Measure[], floors: readonly Floor[]): string[] {
  const broken: string[] = [];
  for (const floor of floors) {
    const measure = measures.find(({ name }) => name === floor.name);
    if (!measure) {
      throw new Error(`no figure ${floor.name}; there are ${measures.map(({ name }) => name).join(', ')}`);
    }
    if (measure.value === null) {
      broken.push(`${floor.name} was not measured; wanted ${floor.bound}`);
    } else if (measure.lowIsGood ? measure.value > floor.bound : measure.value < floor.bound) {
      const side = measure.lowIsGood ? 'above' : 'below';
      broken.push(`${floor.name} is ${measure.value.toFixed(4)}, ${side} ${floor.bound}`);
    }
  }
  return broken;
}
