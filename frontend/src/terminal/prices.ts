/** Rubles as staff write them, in pennies (kopecks): rounded, because 0.1 + 0.2 is not 0.3. */
export function pennyOf(rubles: string): number {
  return Math.round(Number(rubles.replace(",", ".")) * 100);
}

export function rublesOf(penny: number): string {
  return (penny / 100).toFixed(2);
}
