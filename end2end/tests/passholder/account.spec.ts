import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { holder, own, tab } from "../../fixtures/phone";
import { Server } from "../../fixtures/server";
import { expect, test } from "../../fixtures/test";

const fixtures = join(import.meta.dirname, "../../fixtures");

/** A free port of this machine. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  return port;
}

/** The UiTiD of the pass holder, as our own realm tells it to an app. RFC 7636 appendix B. */
async function uitid(server: Server): Promise<string> {
  const realm = `${server.url}/realms/uitid/protocol/openid-connect`;
  const back = "http://localhost:3000/callback";
  const asked = new URLSearchParams({ response_type: "code", client_id: "demo-phone", redirect_uri: back, scope: "openid offline_access", state: "s", code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", code_challenge_method: "S256" });
  const [day, month, year] = holder.born;
  const form = new URLSearchParams({ number: holder.number, born: `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` });
  const let_in = await fetch(`${realm}/auth?${asked}`, { method: "POST", body: form, redirect: "manual" });
  const code = new URL(let_in.headers.get("location")!).searchParams.get("code")!;
  const tokens = await fetch(`${realm}/token`, { method: "POST", body: new URLSearchParams({ grant_type: "authorization_code", client_id: "demo-phone", redirect_uri: back, code, code_verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" }) });
  const { access_token } = (await tokens.json()) as { access_token: string };
  const info = await fetch(`${realm}/userinfo`, { headers: { authorization: `Bearer ${access_token}` } });
  return ((await info.json()) as { sub: string }).sub;
}

test("an account of a real OpenID Connect provider opens the pass, and one without a pass is told so", async ({ page }) => {
  const server = new Server();
  const port = await freePort();
  let provider: ChildProcess | undefined;
  try {
    await server.start({ more: ["--oidc-issuer", `http://localhost:${port}`, "--oidc-client-id", "pasmaat", "--oidc-client-secret", "pasmaat secret: %&"] });
    provider = spawn("node", [join(fixtures, "oidc-provider.mjs"), String(port), `${server.url}/api/v1/sign-in/oidc/back`, "ES256"], { stdio: ["ignore", "pipe", "ignore"], cwd: join(fixtures, "..") });
    await once(provider.stdout!, "data");
    const is = (account: string) => fetch(`http://localhost:${port}/account`, { method: "POST", body: account });

    await is("somebody without a pass");
    await page.goto(own(server, "nl", "aanmelden"));
    await page.getByRole("button", { name: "Met mijn UiTiD" }).click();
    await expect(page.locator(".form-error")).toContainText("hangt geen UiTPAS");

    await page.context().clearCookies();
    await is(await uitid(server));
    await page.getByRole("button", { name: "Met mijn UiTiD" }).click();
    await expect(page.locator(".pass__name").first()).toHaveText("Bram Testers");
    expect(new URL(page.url()).hash).toBe("");
    // An account opens everything, and the phone signs its own code.
    await page.locator(".switch__way").nth(1).click();
    await expect(page.locator(".living .code--qr")).toBeVisible();
    await tab(page, "geschiedenis");
    await expect(page.locator(".sum__count")).toHaveText(/^\d+$/);
  } finally {
    provider?.kill("SIGKILL");
    await server.end();
  }
});
