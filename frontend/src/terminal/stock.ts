export const REASONS = ["DELIVERY", "WASTE", "COUNT", "TRANSFER"] as const;
export type Reason = (typeof REASONS)[number];

/** The change of the balance: a delivery adds, a count corrects, all else takes away. */
export function deltaOf(reason: Reason, pieces: number, balance: number): number {
  if (reason === "DELIVERY") return pieces;
  if (reason === "COUNT") return pieces - balance;
  return -pieces;
}
