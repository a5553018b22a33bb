import { useStation } from "./stations";

export function Station({ id }: { id: string }): React.JSX.Element {
  return <>{useStation(id)}</>;
}

/** From where to where; an empty line until both names are there. */
export function Way({ from, to }: { from: string; to: string }): React.JSX.Element {
  const [start, end] = [useStation(from), useStation(to)];
  return <>{start !== "" && end !== "" ? `${start} → ${end}` : "\u00A0"}</>;
}
