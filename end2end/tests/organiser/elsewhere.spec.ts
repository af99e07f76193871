import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Desk, EVENT, ORGANIZER, counterPoints } from "../../fixtures/desk";
import { joinBy, next, verdict, wedge } from "../../fixtures/door";
import { Server } from "../../fixtures/server";
import { alive, expect, test } from "../../fixtures/test";

const [ANNA, BRAM] = ["0900000067513", "0900000095902"];

/** UiTdatabank's Search API with the test activity. */
async function searchApi() {
  const member = [
    {
      "@id": `https://io.uitdatabank.be/event/${EVENT}`,
      name: { nl: "Filmavond", uk: "Кіновечір" },
      organizer: { "@id": `https://io.uitdatabank.be/organizers/${ORGANIZER}` },
      location: { "@id": "https://io.uitdatabank.be/place/zaal", name: { nl: "De Zaal" } },
      calendarType: "permanent",
    },
  ];
  const server = createServer((_, answer) => answer.setHeader("content-type", "application/json").end(JSON.stringify({ totalItems: 1, member })));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

test("a door with the registry elsewhere: activities of UiTdatabank, a scan, and one while UiTPAS is away", async ({ page, browser, accessible }) => {
  const [there, here, search] = [new Server(), new Server(), await searchApi()];
  try {
    await there.start();
    const api = ["--registry", "publiq", "--publiq-url", `${there.url}/uitpas`, "--publiq-account-url", there.url];
    const client = ["--publiq-client-id", "demo-counter", "--publiq-client-secret", "demo-counter-secret", "--publiq-timeout", "2"];
    const found = ["--search-url", `http://localhost:${(search.address() as AddressInfo).port}`, "--search-client-id", "we"];
    await here.start({ elsewhere: true, more: [...api, ...client, ...found] });
    here.invite = here.link("--organizer", ORGANIZER);
    const desk = await Desk.open(page, here);

    await page.getByRole("link", { name: "Activiteiten" }).click();
    await expect(page.locator(".desk-card__title")).toHaveText("Filmavond");
    await expect(page.getByText("Activiteiten komen uit UiTdatabank.")).toBeVisible();
    await expect(page.locator(".desk-head button"), "none is made here").toHaveCount(0);
    await expect(page.getByRole("button", { name: "Kopieer" })).toHaveCount(0);
    await expect(page.locator("nav.desk-tabs a"), "lists and members are our own registry's").toHaveCount(3);
    await accessible(page);
    await page.locator("#missing").fill("https://www.uitdatabank.be/event/0000");
    await page.locator("form.desk-panel button").click();
    await expect(page.locator(".desk-why").last()).toContainText("UiTdatabank toont deze activiteit niet");

    await page.getByRole("link", { name: "Affiche met QR" }).click();
    const sheet = page.getByRole("link", { name: "Open het blad met de QR van UiTPAS (PDF)" });
    const pdf = await fetch((await sheet.getAttribute("href"))!);
    expect([pdf.status, pdf.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    await accessible(page);

    const shift = await desk.door();
    await page.goto(`${here.url}/nl/beheer/deur/${shift}`);
    await alive(page);
    const helper = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
    await joinBy(helper, (await desk.invite(shift)).address, "Olena");
    const before = await counterPoints(there, [ANNA!, BRAM!]);
    await wedge(helper, ANNA!);
    await expect(verdict(helper)).toContainText("1 punt");
    await next(helper);
    await expect(page.locator(".desk-count--in dd")).toHaveText("1", { timeout: 15_000 });
    expect(await counterPoints(there, [ANNA!])).toEqual([before[0]! + 1]);

    // UiTPAS is away: the scan is kept, and sent when it is back, whoever asks by then.
    await there.kill();
    await wedge(helper, BRAM!);
    await expect(verdict(helper)).toHaveClass(/verdict--waiting/);
    await next(helper);
    await there.start();
    await expect.poll(() => counterPoints(there, [BRAM!]), { timeout: 60_000 }).toEqual([before[1]! + 1]);
    await expect(page.locator(".desk-count--in dd")).toHaveText("2", { timeout: 20_000 });
    await helper.context().close();
  } finally {
    await here.end();
    await there.end();
    search.close();
  }
});
