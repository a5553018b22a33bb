import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import { useFormats } from "../shared/format";
import { useRefresh } from "../shared/useRefresh";
import { Danger } from "../staff/Danger";
import { DetailDialog } from "../staff/DetailDialog";
import { Facts } from "../staff/Facts";
import { fileBody, LogoPicker } from "../staff/LogoPicker";
import { useDoing } from "../staff/useDoing";
import { GiveToRobot } from "./AllotmentForms";
import { terminal } from "./client";
import { ItemForm } from "./ItemForm";
import type { Item } from "./ItemsPage";
import { StockForm } from "./StockForm";

function TakeOff({ item, onDone }: { item: Item; onDone: () => void }): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const refresh = useRefresh();
  const taking = terminal.useMutation("delete", "/store/item/{item_id}", {
    onSuccess: onDone,
    onSettled: () => refresh("/store/items"),
  });
  return (
    <Danger
      action={t("take_off.action")}
      question={t("take_off.title", { name: item.name })}
      mutation={taking}
      onYes={() => {
        taking.mutate({ params: { path: { item_id: item.id } } });
      }}
    >
      <p>{t("take_off.text")}</p>
    </Danger>
  );
}

function ItemFacts({ item }: { item: Item }): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const { money } = useFormats();
  return (
    <Facts
      facts={[
        [t("item.description"), item.description],
        [t("item.category"), item.category],
        [t("item.price"), money(item.price_penny)],
        [t("item.balance"), item.balance],
        [t("item.available"), item.available],
      ]}
    />
  );
}

function Logo({ item }: { item: Item }): React.JSX.Element {
  const refresh = useRefresh();
  const giving = terminal.useMutation("put", "/store/item/{item_id}/logo", {
    onSuccess: () => refresh("/store/items", "/store/item/{item_id}"),
  });
  return (
    <LogoPicker
      name={item.name}
      url={item.logo_url}
      mutation={giving}
      onPick={(file) => {
        giving.mutate({ params: { path: { item_id: item.id } }, ...fileBody(file) });
      }}
    />
  );
}

/** What is done with an item, each in a window of its own. */
type Doing = "change" | "stock" | "give";

/** One item, and what can be done with it. */
export function ItemDialog({
  id,
  onClose,
}: {
  id: string;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const [doing, start, end] = useDoing<Doing>();
  const query = terminal.useQuery("get", "/store/item/{item_id}", {
    params: { path: { item_id: id } },
  });
  if (query.data !== undefined && doing === "change")
    return <ItemForm item={query.data} onClose={end} />;
  if (query.data !== undefined && doing === "stock")
    return <StockForm item={query.data} onClose={end} />;
  if (query.data !== undefined && doing === "give")
    return <GiveToRobot item={query.data} onClose={end} />;
  return (
    <DetailDialog
      title={query.data?.name ?? t("item.title")}
      query={query}
      onClose={onClose}
      actions={(item) => (
        <>
          <Button onClick={start("stock")}>{t("stock.title")}</Button>
          <Button kind="quiet" onClick={start("give")}>
            {t("allotment.give")}
          </Button>
          <Button kind="quiet" onClick={start("change")}>
            {t("item.change")}
          </Button>
          <TakeOff item={item} onDone={onClose} />
        </>
      )}
    >
      {(item) => (
        <>
          <ItemFacts item={item} />
          <Logo item={item} />
        </>
      )}
    </DetailDialog>
  );
}
