import { useTranslation } from "react-i18next";

import { ServerFailed } from "../shared/ServerFailed";
import { SoundSwitch, useSound } from "../shared/SoundSwitch";
import { StreamState } from "../shared/StreamState";
import { Waiting } from "../shared/Waiting";
import { Page } from "../staff/Page";
import styles from "./BoardPage.module.css";
import { TaskCard } from "./TaskCard";
import { byColumn, COLUMNS } from "./tasks";
import { useTasks } from "./useTasks";

/** What is to be prepared and brought, in the columns through which it passes. */
export function BoardPage(): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const sound = useSound();
  const { listing, line } = useTasks(sound.tell);
  const columns = byColumn(listing.data?.items ?? []);
  return (
    <Page
      title={t("board.title")}
      aside={
        <>
          <StreamState state={line} />
          <SoundSwitch sound={sound} />
        </>
      }
    >
      {listing.data === undefined && !listing.isError && <Waiting />}
      {listing.data === undefined && listing.isError && (
        <ServerFailed again={() => void listing.refetch()} />
      )}
      <div className={styles["columns"]}>
        {COLUMNS.map((column) => (
          <section key={column} className={styles["column"]} aria-labelledby={`column-${column}`}>
            <h2 id={`column-${column}`} className={styles["name"]}>
              {t(`state.${column}`)} <span>{columns[column].length}</span>
            </h2>
            <ul className={styles["tasks"]}>
              {columns[column].map((task) => (
                <TaskCard key={task.id} task={task} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Page>
  );
}
