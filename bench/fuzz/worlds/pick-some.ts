/** `count` of the items by chance, in their order; all where there are no more. */
export function pickSome<T>(items: readonly T[], count: number, random: () => number): T[] {
  let wanted = Math.min(count, items.length);
  return items.filter((_, i) => {
    const isPicked = random() * (items.length - i) < wanted;
    if (isPicked) wanted--;
    return isPicked;
  });
}
