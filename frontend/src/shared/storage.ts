/** Remembered choices of this browser. Storage may be forbidden: then nothing is remembered. */
const PREFIX = "provodnik.";

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, value);
  } catch {
    // The choice holds until the page is closed.
  }
}
