import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium as playwright } from "@playwright/test";
import { chromium } from "../../fixtures/browser";
import { Server } from "../../fixtures/server";
import { alive, expect, kept, test } from "../../fixtures/test";

test("a phone that installed the certificate gets everything that needs HTTPS", async ({ request }) => {
  const server = new Server();
  await server.start({ lan: true });
  const home = mkdtempSync(join(tmpdir(), "pasmaat-home-"));
  try {
    // The steps a person takes: the plain page, its certificate, into the store.
    const welcome = await request.get(server.plainUrl);
    expect(await welcome.text()).toContain("pasmaat-ca.crt");
    const certificate = await request.get(`${server.plainUrl}/pasmaat-ca.crt`);
    expect(certificate.headers()["content-type"]).toBe("application/x-x509-ca-cert");
    const store = join(home, ".pki/nssdb");
    mkdirSync(store, { recursive: true });
    execFileSync("certutil", ["-N", "--empty-password", "-d", `sql:${store}`]);
    execFileSync("certutil", ["-A", "-d", `sql:${store}`, "-n", "pasmaat", "-t", "C,,"], { input: await certificate.body() });

    const browser = await playwright.launchPersistentContext(join(home, "profile"), {
      executablePath: chromium,
      env: { ...process.env, HOME: home },
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        "--host-resolver-rules=MAP pasmaat.local 127.0.0.1",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
      ],
    });
    const page = await browser.newPage();
    const answer = await page.goto(`https://pasmaat.local:${server.port}/nl`);
    expect(answer?.headers()["strict-transport-security"]).toBeUndefined();
    await alive(page);
    await kept(page);
    expect(await page.evaluate(() => isSecureContext)).toBe(true);
    const camera = await page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ video: true });
      const [track] = stream.getVideoTracks();
      track?.stop();
      return track?.kind;
    });
    expect(camera).toBe("video");
    await browser.close();

    // Without the certificate nothing opens.
    const stranger = await playwright.launch({
      executablePath: chromium,
      args: ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP pasmaat.local 127.0.0.1"],
    });
    const refused = await stranger.newPage();
    await expect(refused.goto(`https://pasmaat.local:${server.port}/nl`)).rejects.toThrow(/ERR_CERT/);
    await stranger.close();
  } finally {
    await server.end();
    rmSync(home, { recursive: true, force: true });
  }
});
