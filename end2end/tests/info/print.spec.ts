import { execFileSync } from "node:child_process";
import { alive, expect, test } from "../../fixtures/test";

for (const [path, phrase, more] of [
  ["/uk/punten", "Збирай бали та обмінюй їх", "Обміняти бали"],
  ["/ar/verkoop", "نقاط البيع", "Lindeplein 1"],
] as const) {
  test(`${path} prints on A4, and what is read comes back from the paper`, async ({ page }, info) => {
    await page.goto(path);
    await alive(page);
    const file = info.outputPath("page.pdf");
    await page.pdf({ path: file, preferCSSPageSize: true });
    const size = execFileSync("pdfinfo", [file], { encoding: "utf8" });
    expect(size).toMatch(/Page size:\s+59\d(\.\d+)? x 84\d(\.\d+)? pts \(A4\)/);
    const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).normalize("NFKC");
    expect(text.replace(/\s+/g, " ")).toContain(more);
    if (path.startsWith("/uk")) expect(text.replace(/\s+/g, " ")).toContain(phrase);
    else expect(text).toMatch(/[\u0600-\u06ff]{3}/);
    // Menus are of no use on paper.
    expect(text).not.toContain("العربية");
    execFileSync("pdftoppm", ["-png", "-r", "60", "-f", "1", "-l", "1", file, info.outputPath("page")]);
  });
}
