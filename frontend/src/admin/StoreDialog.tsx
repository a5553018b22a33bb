import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { base, store } from "../api/client";
import { Button } from "../shared/Button";
import { Notice } from "../shared/Notice";
import { useRefresh } from "../shared/useRefresh";
import { Danger } from "../staff/Danger";
import { DetailDialog } from "../staff/DetailDialog";
import { Facts } from "../staff/Facts";
import { fileBody, LogoPicker } from "../staff/LogoPicker";
import { Refused } from "../staff/Refused";
import { useDoing } from "../staff/useDoing";
import styles from "./Forms.module.css";
import { type Run, RunFields } from "./RunFields";
import { ChangeStore } from "./StoreForms";
import { StoreSales } from "./StoreSales";
import type { Store } from "./StoresPage";

const ONE = "/admin/store/{store_id}";

/** On which train runs the store sells: bound to a run, or taken off it. */
function Binding({ storeId }: { storeId: string }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const [run, setRun] = useState<Run>({ train_number: "", train_date: "" });
  const binding = base.useMutation("post", "/admin/store/{store_id}/train");
  const loosing = base.useMutation("delete", "/admin/store/{store_id}/train/unbind");
  const given = { ...run, train_number: run.train_number.trim() };
  const path = { store_id: storeId };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    loosing.reset();
    binding.mutate({ params: { path }, body: given });
  };
  return (
    <form onSubmit={submit} className={styles["part"]}>
      <h3>{t("stores.bind_title")}</h3>
      <div className={styles["row"]}>
        <RunFields value={run} onChange={setRun} />
      </div>
      <Refused error={binding.error ?? loosing.error} />
      {binding.isSuccess && <Notice kind="good">{t("stores.bound")}</Notice>}
      {loosing.isSuccess && <Notice kind="good">{t("stores.unbound")}</Notice>}
      <div className={styles["buttons"]}>
        <Button kind="quiet" type="submit" disabled={binding.isPending}>
          {t("stores.bind")}
        </Button>
        <Button
          kind="quiet"
          disabled={loosing.isPending || given.train_number === "" || given.train_date === ""}
          onClick={() => {
            binding.reset();
            loosing.mutate({ params: { path, query: given } });
          }}
        >
          {t("stores.unbind")}
        </Button>
      </div>
    </form>
  );
}

function Logo({ shop }: { shop: Store }): React.JSX.Element {
  const refresh = useRefresh();
  const giving = store.useMutation("put", "/admin/store/{store_id}/logo", {
    onSuccess: () => refresh("/admin/stores", ONE),
  });
  return (
    <LogoPicker
      name={shop.name}
      url={shop.logo_url}
      mutation={giving}
      onPick={(file) => {
        giving.mutate({ params: { path: { store_id: shop.id } }, ...fileBody(file) });
      }}
    />
  );
}

/** A store: its figures, its runs, its settings. */
export function StoreDialog({
  id,
  onClose,
}: {
  id: string;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const [isChanging, change, end] = useDoing<true>();
  const params = { path: { store_id: id } };
  const query = store.useQuery("get", ONE, { params });
  const closing = store.useMutation("delete", ONE, {
    onSuccess: async () => {
      onClose();
      await refresh("/admin/stores", ONE);
    },
  });
  return (
    <DetailDialog
      title={query.data?.name ?? t("nav.stores")}
      query={query}
      onClose={onClose}
      actions={(shop) =>
        !shop.is_archived && (
          <>
            <Button onClick={change(true)}>{t("stores.change")}</Button>
            <Danger
              action={t("stores.close")}
              question={t("stores.close_sure", { name: shop.name })}
              mutation={closing}
              onYes={() => {
                closing.mutate({ params });
              }}
            >
              <p>{t("stores.close_text")}</p>
            </Danger>
          </>
        )
      }
    >
      {(shop) => (
        <>
          <Facts
            facts={[
              [t("stores.type"), t(`stores.${shop.store_type}`)],
              [t("stores.about"), shop.description],
              [t("stores.minutes"), shop.preparation_minutes],
              [t("number"), <code key="id">{shop.id}</code>],
            ]}
          />
          <StoreSales storeId={shop.id} />
          {!shop.is_archived && <Binding storeId={shop.id} />}
          {!shop.is_archived && <Logo shop={shop} />}
          {!shop.is_archived && (
            <p>
              <Link to={`/terminal?store=${shop.id}`}>{t("stores.terminal")}</Link>
            </p>
          )}
          {isChanging && <ChangeStore shop={shop} onClose={end} />}
        </>
      )}
    </DetailDialog>
  );
}
