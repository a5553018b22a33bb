import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import { Button } from "../shared/Button";
import { Field } from "../shared/Field";
import { useRequestKey } from "../shared/requestKey";
import { DataTable } from "../shared/table/DataTable";
import { sortQuery, useSorting } from "../shared/table/sorting";
import { useAddress } from "../shared/useAddress";
import { useRefresh } from "../shared/useRefresh";
import { Badge } from "../staff/Badge";
import { FormDialog } from "../staff/FormDialog";
import { Filters, Page } from "../staff/Page";
import { useDoing } from "../staff/useDoing";
import { type Engineer, EngineerDialog } from "./EngineerDialog";
import { Privileges } from "./Privileges";
import { searchOf, TextFilter } from "./TextFilter";

function AddEngineer({ onClose }: { onClose: () => void }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const key = useRequestKey();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const adding = base.useMutation("post", "/admin/engineer", {
    onSuccess: async () => {
      await refresh("/admin/engineers");
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("engineers.add")}
      action={t("engineers.add")}
      isPending={adding.isPending}
      error={adding.error}
      onClose={onClose}
      onSubmit={() => {
        const body = { login: login.trim(), password };
        adding.mutate({ params: key(body), body });
      }}
    >
      <Field
        label={t("engineers.login")}
        value={login}
        onChange={setLogin}
        maxLength={60}
        isRequired
      />
      <Field
        label={t("engineers.password")}
        hint={t("engineers.password_hint")}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        minLength={10}
        maxLength={200}
        isRequired
      />
    </FormDialog>
  );
}

/** The railway's own people, and what each may do. */
export function EngineersPage(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const address = useAddress();
  const sorting = useSorting("login");
  const [doing, start, end] = useDoing<"add" | Engineer>();
  const listing = base.useQuery(
    "get",
    "/admin/engineers",
    {
      params: {
        query: { page: address.page, ...sortQuery(sorting), ...searchOf(address, "login") },
      },
    },
    { placeholderData: keepPreviousData },
  );
  return (
    <Page
      title={t("nav.engineers")}
      aside={<Button onClick={start("add")}>{t("engineers.add")}</Button>}
    >
      <Filters>
        <TextFilter address={address} label={t("engineers.login")} />
      </Filters>
      <DataTable
        label={t("nav.engineers")}
        listing={listing}
        columns={[
          { key: "login", name: t("engineers.login"), sort: "login", cell: ({ login }) => login },
          {
            key: "privileges",
            name: t("engineers.may"),
            cell: ({ privileges }) => <Privileges privileges={privileges} />,
          },
          {
            key: "from",
            name: t("engineers.signs_in"),
            cell: ({ is_from_provider: isFromProvider }) =>
              isFromProvider ? (
                <Badge tone="idle">{t("engineers.provider")}</Badge>
              ) : (
                t("engineers.here")
              ),
          },
        ]}
        sorting={sorting}
        idOf={({ id }) => id}
        empty={t("engineers.none")}
        onOpen={(engineer) => {
          start(engineer)();
        }}
      />
      {doing === "add" && <AddEngineer onClose={end} />}
      {typeof doing === "object" && <EngineerDialog engineer={doing} onClose={end} />}
    </Page>
  );
}
