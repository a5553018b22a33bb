import { useId } from "react";
import { useTranslation } from "react-i18next";

import type { components as Base } from "../api/generated/base";
import type { components as Store } from "../api/generated/store";
import styles from "./BasketPage.module.css";

type Ticket = Base["schemas"]["TicketRead"];
type Run = Pick<Store["schemas"]["PassengerStore"], "train_number" | "train_date">;

export interface Seat {
  ticket: string;
  wagon: number;
  place: number;
}

/** The places of the passenger's tickets on these runs; a cancelled ticket has none. */
export function seatsOn(tickets: Ticket[], runs: Run[]): Seat[] {
  return tickets
    .filter(
      (ticket) =>
        ticket.state !== "REVOKED" &&
        runs.some(
          (run) => run.train_number === ticket.train_number && run.train_date === ticket.start_date,
        ),
    )
    .map(({ id, wagon_number: wagon, place_number: place }) => ({ ticket: id, wagon, place }));
}

/** To which of several own seats it is brought; a single one is only told. */
export function SeatChoice({
  seats,
  chosen,
  onChoose,
}: {
  seats: Seat[];
  chosen: string | undefined;
  onChoose: (ticket: string) => void;
}): React.JSX.Element | null {
  const { t } = useTranslation("shops");
  const group = useId();
  const [only] = seats;
  if (only === undefined) return null;
  if (seats.length === 1) return <p>{t("basket.to_seat", { ...only })}</p>;
  return (
    <fieldset className={styles["seats"]}>
      <legend>{t("basket.which_seat")}</legend>
      {seats.map((seat) => (
        <label key={seat.ticket} className={styles["seat"]}>
          <input
            type="radio"
            name={group}
            checked={seat.ticket === chosen}
            onChange={() => {
              onChoose(seat.ticket);
            }}
          />
          {t("basket.seat", { ...seat })}
        </label>
      ))}
    </fieldset>
  );
}
