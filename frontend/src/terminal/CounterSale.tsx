import "../shops/messages";

import { useState } from "react";
import { useTranslation } from "react-i18next";

import { codeOf } from "../api/client";
import { useFormats } from "../shared/format";
import { Notice } from "../shared/Notice";
import { SearchField } from "../shared/SearchField";
import { useRefresh } from "../shared/useRefresh";
import { type Basket, corrected, emptyBasket, totalOf } from "../shops/basket";
import { MenuList } from "../shops/MenuList";
import { messageOf, namedBy } from "../shops/refusals";
import { FormDialog } from "../staff/FormDialog";
import { terminal } from "./client";

const SHOWN = 30;

/** A buyer stands at the counter: what is taken is paid and handed over at once. */
export function CounterSale({ onClose }: { onClose: () => void }): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const { t: words } = useTranslation("shops");
  const { money } = useFormats();
  const refresh = useRefresh();
  const [text, setText] = useState("");
  const [basket, setBasket] = useState<Basket>(emptyBasket);
  const { data } = terminal.useQuery("get", "/store/items", {
    params: { query: { size: SHOWN, is_available: true, ...(text !== "" && { text }) } },
  });
  const selling = terminal.useMutation("post", "/store/purchase", {
    onSuccess: onClose,
    onError: (error) => {
      const named = namedBy(error);
      if (named !== null) setBasket((now) => corrected(now, named));
    },
    onSettled: () => refresh("/store/purchases", "/store/items"),
  });
  return (
    <FormDialog
      title={t("sales.sell")}
      action={t("sales.pay", { amount: money(totalOf(basket)) })}
      isPending={selling.isPending || basket.lines.length === 0}
      error={null}
      isWide
      onClose={onClose}
      onSubmit={() => {
        selling.mutate({
          params: { header: { "Idempotency-Key": basket.key } },
          body: {
            items: basket.lines.map(({ id, count, price }) => ({
              item_id: id,
              count,
              price_penny: price,
            })),
            is_default_ready: true,
          },
        });
      }}
    >
      <SearchField label={t("items.search")} value={text} onChange={setText} />
      <MenuList
        items={(data?.items ?? []).map((item) => ({ ...item, language: null }))}
        basket={basket}
        onChange={setBasket}
      />
      {selling.isError && <Notice kind="bad">{words(messageOf(codeOf(selling.error)))}</Notice>}
    </FormDialog>
  );
}
