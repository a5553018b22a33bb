import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Field } from "../shared/Field";
import { useFormats } from "../shared/format";
import { useRequestKey } from "../shared/requestKey";
import { Tick } from "../shared/Tick";
import { useRefresh } from "../shared/useRefresh";
import { FormDialog } from "../staff/FormDialog";
import { terminal } from "./client";
import { leftOf } from "./refunds";
import type { Sale } from "./SalesPage";

/** Money back for some of a sale or for all that is left of it. */
export function RefundForm({
  sale,
  onClose,
}: {
  sale: Sale;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const { money } = useFormats();
  const refresh = useRefresh();
  const keyOf = useRequestKey();
  const left = leftOf(sale);
  const [counts, setCounts] = useState<Record<string, string>>({});
  const [reason, setReason] = useState("");
  const [restock, setRestock] = useState(false);
  const refunding = terminal.useMutation("post", "/store/purchase/{purchase_id}/refund", {
    onSuccess: onClose,
    onSettled: () => refresh("/store/purchases", "/store/purchase/{purchase_id}", "/store/items"),
  });
  const chosen = left
    .map(({ id, count }) => ({ item_id: id, count: Math.min(Number(counts[id] ?? 0), count) }))
    .filter(({ count }) => count > 0);
  const amount = left.reduce((sum, { id, price }) => {
    const taken = chosen.find(({ item_id: item }) => item === id)?.count ?? 0;
    return sum + taken * price;
  }, 0);
  return (
    <FormDialog
      title={t("refund.title")}
      action={t("refund.action", { amount: money(amount) })}
      isPending={refunding.isPending || chosen.length === 0}
      error={refunding.error}
      onClose={onClose}
      onSubmit={() => {
        const body = { items: chosen, reason: reason.trim(), restock };
        const path = { purchase_id: sale.id };
        const { header } = keyOf({ ...body, before: sale.refunded_penny });
        refunding.mutate({ params: { path, header }, body });
      }}
    >
      {left.map(({ id, name, count }) => (
        <Field
          key={id}
          label={t("refund.pieces", { name })}
          hint={t("refund.most", { count })}
          type="number"
          min={0}
          max={count}
          step={1}
          value={counts[id] ?? "0"}
          onChange={(value) => {
            setCounts((now) => ({ ...now, [id]: value }));
          }}
        />
      ))}
      <Field
        label={t("refund.reason")}
        value={reason}
        onChange={setReason}
        isRequired
        maxLength={200}
      />
      <Tick label={t("refund.restock")} isOn={restock} onChange={setRestock} />
    </FormDialog>
  );
}
