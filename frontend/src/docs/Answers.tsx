import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { useTranslation } from "react-i18next";

import styles from "./Answers.module.css";
import { Block } from "./Block";
import { mediaTypeOf, type OpenApiDocument, type Response } from "./openapi";
import { SchemaView } from "./SchemaView";

interface AnswersProps {
  responses: Record<string, Response>;
  document: OpenApiDocument;
}

interface AnswerProps {
  response: Response;
  document: OpenApiDocument;
}

function Answer({ response, document }: AnswerProps): React.JSX.Element {
  const { t } = useTranslation("docs");
  const schema = mediaTypeOf(response.content)?.[1];
  return (
    <>
      {response.description !== undefined && <p lang="en">{response.description}</p>}
      {schema === undefined ? (
        <p className={styles["none"]}>{t("no_body")}</p>
      ) : (
        <SchemaView schema={schema} document={document} />
      )}
    </>
  );
}

/** The answers by status, the good one first. */
export function Answers({ responses, document }: AnswersProps): React.JSX.Element | null {
  const { t } = useTranslation("docs");
  const statuses = Object.keys(responses).sort();
  if (statuses.length === 0) return null;
  return (
    <Block title={t("answers")}>
      <Tabs className={styles["tabs"] ?? ""}>
        <TabList aria-label={t("answers")} className={styles["list"] ?? ""}>
          {statuses.map((status) => (
            <Tab key={status} id={status} className={styles["tab"] ?? ""} data-class={status[0]}>
              {status}
            </Tab>
          ))}
        </TabList>
        {statuses.map((status) => {
          const response = responses[status];
          return (
            <TabPanel key={status} id={status} className={styles["panel"] ?? ""}>
              {response !== undefined && <Answer response={response} document={document} />}
            </TabPanel>
          );
        })}
      </Tabs>
    </Block>
  );
}
