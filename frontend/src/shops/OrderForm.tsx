import { type SyntheticEvent, useState } from "react";
import { Label, TextArea, TextField } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { base, codeOf, store } from "../api/client";
import { Button } from "../shared/Button";
import { Notice } from "../shared/Notice";
import { useRefresh } from "../shared/useRefresh";
import { type Basket, corrected, emptyBasket } from "./basket";
import styles from "./BasketPage.module.css";
import { messageOf, namedBy } from "./refusals";
import { type Seat, SeatChoice, seatsOn } from "./SeatChoice";
import { useStores } from "./useStores";

interface OrderFormProps {
  storeId: string;
  basket: Basket;
  onChange: (change: (basket: Basket) => Basket) => void;
}

function useSeats(storeId: string): Seat[] {
  const { data: stores = [] } = useStores();
  const { data: tickets = [] } = base.useQuery("get", "/users/me/tickets");
  return seatsOn(
    tickets,
    stores.filter(({ id }) => id === storeId),
  );
}

/** Sends the basket as an order, as often as needed and never twice. */
export function OrderForm({ storeId, basket, onChange }: OrderFormProps): React.JSX.Element {
  const { t } = useTranslation("shops");
  const navigate = useNavigate();
  const refresh = useRefresh();
  const seats = useSeats(storeId);
  const [chosen, setChosen] = useState<string>();
  const [note, setNote] = useState("");
  const ticket = chosen ?? seats[0]?.ticket;
  const ordering = store.useMutation("post", "/passenger/purchase", {
    onSuccess: async ({ id }) => {
      onChange(emptyBasket);
      await navigate(`/orders/${id}`);
    },
    onError: (error) => {
      const named = namedBy(error);
      // Otherwise the same order may be sent again: what is lost is only the answer, perhaps.
      if (named !== null) onChange((now) => corrected(now, named));
      void refresh("/passenger/store/{store_id}/items");
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    ordering.mutate({
      params: { header: { "Idempotency-Key": basket.key } },
      body: {
        store_id: storeId,
        items: basket.lines.map(({ id, count, price }) => ({
          item_id: id,
          count,
          price_penny: price,
        })),
        ...(ticket !== undefined && { ticket_id: ticket }),
        ...(note.trim() !== "" && { additional_data: { note: note.trim() } }),
      },
    });
  };
  return (
    <form onSubmit={submit} className={styles["form"]}>
      {ordering.isError && <Notice kind="bad">{t(messageOf(codeOf(ordering.error)))}</Notice>}
      {basket.lines.length > 0 && (
        <>
          <SeatChoice seats={seats} chosen={ticket} onChoose={setChosen} />
          <TextField
            value={note}
            onChange={setNote}
            maxLength={300}
            className={styles["note"] ?? ""}
          >
            <Label>{t("basket.note")}</Label>
            <TextArea />
          </TextField>
          <Button type="submit" disabled={ordering.isPending}>
            {ordering.isPending ? t("basket.ordering") : t("basket.order")}
          </Button>
          <p className={styles["small"]}>{t("basket.pay")}</p>
        </>
      )}
    </form>
  );
}
