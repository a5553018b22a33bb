/** What has files, in and out. */
export const KINDS = ["users", "tickets", "hotels", "attractions"] as const;
