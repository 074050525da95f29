/** Tells the line (from 1) of a place in the source, in a few steps however long it is. */
export function createLineCounter(source: string): (place: number) => number {
  const breaks: number[] = [];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) breaks.push(at);
  return (place) => {
    let low = 0;
    let high = breaks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (breaks[middle]! < place) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
