import { own, signInFull } from "../../fixtures/phone";
import { expect, kept, test } from "../../fixtures/test";

/** A member of the sports club whose year is nearly over. */
const NEARLY = "0900004518305";
const SPORTS = "[TEST] Sportclub, een jaar";

test("a member's own card: until when, from when it may be renewed, and its codes to show, without server too", async ({ page, ownServer, accessible }) => {
  await signInFull(page, ownServer, NEARLY);
  await page.goto(own(ownServer, "nl", "lidkaarten"));
  const card = page.locator(".proof", { hasText: SPORTS });
  await expect(card).toContainText("Tot en met");
  await expect(card.locator(".proof__when"), "when it may be renewed").toBeVisible();
  await accessible(page);
  await kept(page);

  await ownServer.kill();
  await page.reload();
  await card.getByRole("button").click();
  await expect(card.locator("svg.code--bars")).toBeVisible();
  await accessible(page);
  // And as the code that lives, which a helper's phone believes without asking.
  await card.locator(".switch__way").last().click();
  await expect(card.locator(".living svg")).toBeVisible();
});
