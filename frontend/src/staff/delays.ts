/** So long something can be taken back before it is done. */
export const DELAY_MS = 8000;

export interface Delayed {
  id: number;
  /** What is about to be done. */
  action: string;
  state: "waiting" | "doing" | "failed";
  error: unknown;
}

interface Entry extends Delayed {
  act: () => Promise<void>;
  timer: ReturnType<typeof setTimeout>;
  /** Once it is being done. */
  done?: Promise<void>;
}

/**
 * What is done a few seconds after it was asked for, unless it is taken back. It waits outside of
 * the pages, so that it is done although its page was left in the meantime.
 */
export class Delays {
  private entries: readonly Entry[] = [];
  private readonly listeners = new Set<() => void>();
  private next = 1;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The same list until something changes. */
  readonly list = (): readonly Delayed[] => this.entries;

  add(action: string, act: () => Promise<void>): void {
    const id = this.next++;
    const timer = setTimeout(() => void this.now(id), DELAY_MS);
    this.set([...this.entries, { id, action, act, timer, state: "waiting", error: null }]);
  }

  /** Does it without waiting any longer, or once more what has failed. */
  async now(id: number): Promise<void> {
    const entry = this.entries.find((one) => one.id === id);
    if (entry === undefined) return;
    if (entry.state === "doing") return entry.done;
    clearTimeout(entry.timer);
    const done = this.run(entry);
    this.change(id, { state: "doing", error: null, done });
    return done;
  }

  /** For who leaves: does what waits, waits for what is being done, and forgets what has failed. */
  readonly settle = async (): Promise<void> => {
    const open = this.entries.filter(({ state }) => state !== "failed");
    await Promise.all(open.map(({ id }) => this.now(id)));
    this.set([]);
  };

  /** Takes it back, or takes note of its failure. What is being done can no longer be taken back. */
  undo(id: number): void {
    const entry = this.entries.find((one) => one.id === id);
    if (entry === undefined || entry.state === "doing") return;
    clearTimeout(entry.timer);
    this.drop(id);
  }

  private async run({ id, act }: Entry): Promise<void> {
    try {
      await act();
      this.drop(id);
    } catch (error) {
      this.change(id, { state: "failed", error });
    }
  }

  private drop(id: number): void {
    this.set(this.entries.filter((one) => one.id !== id));
  }

  private change(id: number, change: Partial<Entry>): void {
    this.set(this.entries.map((one) => (one.id === id ? { ...one, ...change } : one)));
  }

  private set(entries: readonly Entry[]): void {
    this.entries = entries;
    for (const listener of this.listeners) listener();
  }
}

export const delays = new Delays();
