import type { Page } from "@playwright/test";
import { code128 } from "../../fixtures/code128";
import { expect, photograph, test } from "../../fixtures/clip";
import { alive } from "../../fixtures/test";

const number = "0900000095902";
const verdict = (page: Page) => page.locator(".door__over .verdict");

async function open(page: Page, language = "nl"): Promise<void> {
  await page.goto(`/${language}/deur/oefenen`);
  await alive(page);
}

/** Fails the test if anything is sent while `act` runs. */
async function silent(page: Page, act: () => Promise<void>): Promise<void> {
  const sent: string[] = [];
  page.on("request", (request) => request.method() !== "GET" && sent.push(request.url()));
  await act();
  expect(sent).toEqual([]);
}

test("a pass before the camera is answered over the whole screen, once, and taken back by one tap", async ({ page, show }) => {
  await show({ of: code128(number), frames: 60 }, { frames: 30 });
  await silent(page, async () => {
    await open(page);
    await expect(verdict(page)).toHaveClass(/verdict--saved/);
    await expect(verdict(page)).toContainText("1 punt bewaard");
    await expect(verdict(page)).toContainText("Welkom, Bram");
    await page.locator(".door__over").getByRole("button", { name: "Maak ongedaan" }).click();
    await expect(page.locator(".door__tally")).toHaveText("0 binnen");
  });
});

test("the tour comes by itself, once, by keyboard too, and practice goes on beside it", async ({ page, show, accessible }) => {
  await show({});
  await silent(page, async () => {
    await open(page);
    const tour = page.locator(".door__tour");
    const title = tour.locator("h2");
    await expect(tour.locator(".door__tour-count")).toHaveText("Stap 1 van 5");
    await accessible(page);
    await tour.getByRole("button", { name: "Verder" }).focus();
    const seen = [await title.innerText()];
    for (let step = 2; step <= 5; step++) {
      await page.keyboard.press("Enter");
      await expect(tour.locator(".door__tour-count")).toHaveText(`Stap ${step} van 5`);
      seen.push(await title.innerText());
      // Who is scanned meanwhile is answered.
      if (step !== 3) continue;
      await page.getByRole("button", { name: "Een goede pas" }).click();
      await expect(verdict(page)).toContainText("Welkom, Bram");
      await page.locator(".door__over").click();
      await tour.getByRole("button", { name: "Verder" }).focus();
    }
    expect(new Set(seen).size, seen.join()).toBe(5);
    await accessible(page);
    await tour.getByRole("button", { name: "Vorige" }).click();
    await expect(tour.locator(".door__tour-count")).toHaveText("Stap 4 van 5");
    await tour.getByRole("button", { name: "Verder" }).click();
    await tour.getByRole("button", { name: "Klaar" }).click();
    await expect(tour).toHaveCount(0);
    // Not again by itself, neither here nor at a door; whoever wants it has it.
    await page.reload();
    await alive(page);
    await expect(page.locator(".scanner")).toHaveAttribute("data-phase", "looking");
    await expect(tour).toHaveCount(0);
    await page.getByRole("button", { name: "Toon de uitleg" }).click();
    await expect(tour.locator(".door__tour-count")).toHaveText("Stap 1 van 5");
    await tour.getByRole("button", { name: "Sla over" }).click();
    await expect(tour).toHaveCount(0);
  });
});

test("a photograph of another barcode is refused politely", async ({ page, show }) => {
  await show({ of: photograph("code128-1/1.png"), width: 800 });
  await open(page);
  await expect(verdict(page)).toHaveClass(/verdict--unreadable/);
  await expect(verdict(page)).toContainText("Dit is geen UiTPAS");
});

test("a scanner that types is heard wherever the focus is; a person who types is not", async ({ page, show }) => {
  await show({});
  await open(page);
  // All keys in one go, as the device does: on a busy machine single presses would come like a person's.
  await page.evaluate(() => {
    for (const key of [..."0900010959113", "Enter"]) {
      (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    }
  });
  await expect(verdict(page)).toContainText("Welkom, Noor");
  await page.locator(".door__over").click();
  await expect(verdict(page)).toHaveCount(0);
  // The same pass, seconds later and typed by hand: nobody takes it for a scanner.
  await page.keyboard.type("0900010959113", { delay: 120 });
  await page.keyboard.press("Enter");
  await expect(verdict(page)).toHaveCount(0);
});

test("typing: every mistake has its own word, beside the field", async ({ page, show, accessible }) => {
  await show({});
  await open(page);
  await page.getByRole("button", { name: "Liever typen" }).click();
  const field = page.getByLabel("Nummer van de pas");
  for (const [typed, word] of [
    ["090000009590", "Er ontbreken cijfers"],
    ["09000000959022", "Er staan te veel cijfers"],
    ["O900000095902", "Er staat iets anders dan cijfers"],
    ["0900000095920", "Een cijfer klopt niet"],
  ] as const) {
    await field.fill(typed);
    await page.getByRole("button", { name: "Inchecken" }).click();
    await expect(page.locator(".field__error")).toHaveText(word);
  }
  await accessible(page);
  await field.fill("0900 000 095 902");
  await page.getByRole("button", { name: "Inchecken" }).click();
  await expect(verdict(page)).toContainText("Welkom, Bram");
});

test("a pass held to the phone: with its number, without one, and with NFC switched off", async ({ page, show }) => {
  await page.addInitScript(() => {
    class FakeReader extends EventTarget {
      static off = false;
      async scan() {
        if (FakeReader.off) throw new DOMException("", "NotAllowedError");
        Object.assign(window, { touch: (type: string, serialNumber: string) => this.dispatchEvent(Object.assign(new Event(type), { serialNumber })) });
      }
    }
    Object.assign(window, { NDEFReader: FakeReader });
  });
  const touch = (type: string, serial: string) => page.evaluate(([type, serial]) => (window as never as { touch(type: string, serial: string): void }).touch(type!, serial!), [type, serial]);
  await show({});
  await open(page);
  await page.getByRole("button", { name: "Ook passen tegen de telefoon houden" }).click();
  await expect(page.locator(".door__nfc")).toHaveText("Hou de pas tegen de achterkant");
  await touch("reading", "04:78:4c:da:ee:38:80");
  await expect(verdict(page)).toContainText("Welkom, Bram");
  await touch("readingerror", "");
  await expect(verdict(page)).toContainText("Kaart niet leesbaar");
  await touch("reading", "");
  await expect(verdict(page)).toContainText("Kaart niet leesbaar");

  await page.evaluate(() => Object.assign((window as never as { NDEFReader: object }).NDEFReader, { off: true }));
  await page.reload();
  await alive(page);
  await page.evaluate(() => Object.assign((window as never as { NDEFReader: object }).NDEFReader, { off: true }));
  await page.getByRole("button", { name: "Ook passen tegen de telefoon houden" }).click();
  await expect(page.locator(".door__nfc")).toContainText("Scan de streepjescode");
});

test("the list of today counts, finds and takes back", async ({ page, show, accessible }) => {
  await show({});
  await open(page);
  for (const name of ["Een goede pas", "Een geblokkeerde pas", "Een groepspas", "Iets anders dan een pas"]) {
    await page.getByRole("button", { name }).click();
    await expect(verdict(page)).toBeVisible();
    await page.locator(".door__over").click();
  }
  await page.getByRole("link", { name: "Lijst van vandaag" }).click();
  await expect(page.locator(".door__line")).toHaveCount(3);
  await expect(page.locator(".door__tally")).toHaveText("1 binnen · 2 geweigerd");
  await accessible(page);
  await page.getByLabel("Zoek cijfers of een voornaam").fill("bram");
  await expect(page.locator(".door__line")).toHaveCount(1);
  await page.getByRole("button", { name: "Maak ongedaan" }).click();
  await expect(page.locator(".door__tally")).toHaveText("0 binnen · 2 geweigerd");
});

for (const language of ["nl", "uk", "ar"]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`/${language}/deur/oefenen looks as it should, ${colorScheme}`, async ({ page, show, accessible }, info) => {
      await page.emulateMedia({ colorScheme });
      await show({});
      await open(page, language);
      await expect(page.locator(".scanner")).toHaveAttribute("data-phase", "looking");
      await accessible(page);
      await page.screenshot({ path: info.outputPath("deur.png"), fullPage: true });
      for (const [place, kind] of ["saved", "refused", "refused", "unreadable"].entries()) {
        await page.locator(".door__specimens button").nth(place).click();
        await expect(verdict(page)).toHaveClass(new RegExp(`verdict--${kind}`));
        await page.screenshot({ path: info.outputPath(`${place}.png`) });
        // The one that stays longest: time enough to look at all of it.
        if (place === 1) await accessible(page);
        await page.locator(".door__over").click();
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  }
}
