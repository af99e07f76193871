// @ts-check
/// <reference lib="webworker" />
// The worker that reads codes, so that a hard picture never holds up the page. The page sends
// `{module?}` first and gets `{module}` back when this worker is ready: handed to the next one, it
// need not be compiled again. Then `{frame, edge}` is answered by `{symbol, text}` or `{}`.

/** @typedef {{decode(rgba: Uint8ClampedArray, width: number, height: number, edge: number): {symbol: string, text: string, free(): void} | undefined, default(from: object): Promise<unknown>}} Decoder */

/** Larger pictures are drawn at this long edge, in pixels. */
const LARGEST = 1280;
const canvas = new OffscreenCanvas(1, 1);
const pen = canvas.getContext("2d", { willReadFrequently: true, alpha: false });
/** @type {Decoder | undefined} */
let decoder;

/** @param {WebAssembly.Module | undefined} module */
async function prepare(module) {
  // The query names the version: all parts of one are fetched together.
  const version = self.location.search;
  decoder = /** @type {Decoder} */ (await import(`./decoder/glue.js${version}`));
  const compiled = module ?? (await WebAssembly.compileStreaming(fetch(`./decoder/glue_bg.wasm${version}`)));
  await decoder.default({ module_or_path: compiled });
  self.postMessage({ module: compiled });
}

/** @param {ImageBitmap} frame @param {number} edge */
function read(frame, edge) {
  const scale = Math.min(1, LARGEST / Math.max(frame.width, frame.height));
  const width = Math.max(1, Math.round(frame.width * scale));
  const height = Math.max(1, Math.round(frame.height * scale));
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  pen?.drawImage(frame, 0, 0, width, height);
  frame.close();
  const pixels = pen?.getImageData(0, 0, width, height).data;
  const code = pixels && decoder?.decode(pixels, width, height, edge);
  self.postMessage(code ? { symbol: code.symbol, text: code.text } : {});
  code?.free();
}

/** @param {MessageEvent} event */
self.onmessage = ({ data }) => {
  if (data.frame) read(data.frame, data.edge);
  // Without its files it is of no use: the page is told so at once.
  else prepare(data.module).catch(() => self.postMessage(null));
};
