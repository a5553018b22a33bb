import { useStation } from "./stations";

export function Station({ id }: { id: string }): React.JSX.Element {
  return <>{useStation(id)}</>;
}

/** From where to where. */
export function Way({ from, to }: { from: string; to: string }): React.JSX.Element {
  return (
    <>
      <Station id={from} /> → <Station id={to} />
    </>
  );
}
