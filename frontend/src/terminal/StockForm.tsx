import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Choice } from "../shared/Choice";
import { Field } from "../shared/Field";
import { useRequestKey } from "../shared/requestKey";
import { useRefresh } from "../shared/useRefresh";
import { FormDialog } from "../staff/FormDialog";
import { terminal } from "./client";
import type { Item } from "./ItemsPage";
import { deltaOf, REASONS, type Reason } from "./stock";

/** Goods that come, go, or were counted. */
export function StockForm({
  item,
  onClose,
}: {
  item: Item;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const refresh = useRefresh();
  const keyOf = useRequestKey();
  const [reason, setReason] = useState<Reason>("DELIVERY");
  const [count, setCount] = useState("");
  // Whoever counts corrects what was known then. It may be loaded anew meanwhile, with this very
  // movement in it, if only the answer was lost: sent again, it has to be the same.
  const [balance] = useState(item.balance);
  const moving = terminal.useMutation("post", "/store/item/{item_id}/stock", {
    onSuccess: onClose,
    onSettled: () => refresh("/store/items", "/store/item/{item_id}"),
  });
  return (
    <FormDialog
      title={t("stock.of", { name: item.name })}
      action={t("stock.action")}
      isPending={moving.isPending}
      error={moving.error}
      onClose={onClose}
      onSubmit={() => {
        const body = { reason, delta: deltaOf(reason, Number(count), balance) };
        const path = { item_id: item.id };
        moving.mutate({ params: { path, ...keyOf(body) }, body });
      }}
    >
      <Choice
        label={t("stock.reason")}
        value={reason}
        options={REASONS.map((value) => ({ value, name: t(`stock.${value}`) }))}
        onChange={setReason}
      />
      <Field
        label={t(reason === "COUNT" ? "stock.counted" : "stock.pieces")}
        hint={t("stock.now", { count: item.balance })}
        type="number"
        min={reason === "COUNT" ? 0 : 1}
        max={1_000_000}
        step={1}
        value={count}
        onChange={setCount}
        isRequired
      />
    </FormDialog>
  );
}
