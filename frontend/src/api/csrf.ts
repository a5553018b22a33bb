/** A script can read it, unlike the session, and it lives as long: without it nobody is signed in. */
export function csrfToken(): string | null {
  return /(?:^|; )csrf_token=([0-9a-f]+)/.exec(document.cookie)?.[1] ?? null;
}
