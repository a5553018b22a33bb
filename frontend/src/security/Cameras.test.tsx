import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { me, page } from "../test/admin";
import { serveAnswers } from "../test/gateway";
import { renderPage } from "../test/renderPage";
import { withSession } from "../test/session";

withSession();

it("sends no camera before its robot is chosen, and says so at the field", async () => {
  const asked = serveAnswers({
    ...me("SECURITY"),
    "/base_api/monitoring/cameras?page=1": page([]),
  });
  renderPage("/security/cameras");
  await userEvent.click(await screen.findByRole("button", { name: "Add a camera" }));
  const dialog = within(await screen.findByRole("dialog"));
  for (const field of dialog.getAllByRole("textbox")) await userEvent.type(field, "door");
  await userEvent.click(dialog.getByRole("button", { name: "Add a camera" }));
  const robot = dialog.getByRole("combobox");
  expect(robot).toBeInvalid();
  expect(robot).toHaveAccessibleDescription(/Choose one from the list\./);
  expect(robot).toHaveFocus();
  expect(asked).not.toHaveBeenCalledWith(
    expect.stringContaining("/camera"),
    expect.objectContaining({ method: "POST" }),
  );
});
