/** The product's mark: a line that turns into the letter П's cousin, with one stop on it. */
export function Mark(): React.JSX.Element {
  return (
    <svg viewBox="0 0 32 32" width="1.75rem" height="1.75rem" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path
        d="M9 26V11a5 5 0 0 1 5-5h3.5a5.5 5.5 0 0 1 0 11H9"
        fill="none"
        stroke="var(--accent-ink)"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle
        cx="9"
        cy="17"
        r="3.6"
        fill="var(--accent)"
        stroke="var(--accent-ink)"
        strokeWidth="2.4"
      />
    </svg>
  );
}
