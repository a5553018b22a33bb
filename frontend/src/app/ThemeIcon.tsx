import type { Theme } from "../theme/theme";

const PATHS: Record<Theme, string> = {
  system: "M3 4h14v9H3zM7 17h6M10 13v4",
  light:
    "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6 16 16M4 16l1.4-1.4M14.6 5.4 16 4",
  dark: "M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3z",
};

export function ThemeIcon({ theme }: { theme: Theme }): React.JSX.Element {
  return (
    <svg viewBox="0 0 20 20" width="1.1rem" height="1.1rem" aria-hidden="true" focusable="false">
      <path
        d={PATHS[theme]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
