import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { store } from "../api/client";
import { Button } from "../shared/Button";
import { useRefresh } from "../shared/useRefresh";
import { Danger } from "../staff/Danger";
import { DetailDialog } from "../staff/DetailDialog";
import { Facts } from "../staff/Facts";
import { fileBody, LogoPicker } from "../staff/LogoPicker";
import { useDoing } from "../staff/useDoing";
import { ChangeStore } from "./StoreForms";
import { StoreRuns } from "./StoreRuns";
import { StoreSales } from "./StoreSales";
import type { Store } from "./stores";

const ONE = "/admin/store/{store_id}";

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
          {!shop.is_archived && <StoreRuns storeId={shop.id} />}
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
