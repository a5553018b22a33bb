export type Hint = "DARK" | "BRIGHT" | "MOVING" | "READY";

/** The bounds of what the server calls too dark and too bright, a little inside: 0 to 255. */
const DARKEST = 60;
const BRIGHTEST = 215;
/** How much the mean point changes between two looks of somebody who holds still. */
const STILL = 8;

/** The mirror's width by its height, and how much of its width goes to the server. */
const MIRROR = 4 / 3;
const SENT = 0.66;

interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The part of a camera's picture around the oval: whoever else is seen is nobody's business. */
export function areaOf(width: number, height: number): Area {
  const shown = Math.min(width, height * MIRROR);
  const [sent, high] = [shown * SENT, shown / MIRROR];
  return { left: (width - sent) / 2, top: (height - high) / 2, width: sent, height: high };
}

/** The lightness of each point of a picture of RGBA bytes, 0 to 255 (ITU-R BT.601). */
export function lightnessOf(rgba: Uint8ClampedArray): Float32Array {
  const lightness = new Float32Array(rgba.length / 4);
  for (let at = 0; at < lightness.length; at += 1) {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(4 * at, 4 * at + 3);
    lightness[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return lightness;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}

/**
 * What to tell whoever is before the camera: only what can be seen without finding the face, which
 * the server does with the picture that is taken.
 */
export function hintOf(now: Float32Array, before: Float32Array | undefined): Hint {
  const light = mean(now);
  if (light < DARKEST) return "DARK";
  if (light > BRIGHTEST) return "BRIGHT";
  if (before?.length !== now.length) return "MOVING";
  const change = mean(now.map((value, at) => Math.abs(value - (before[at] ?? value))));
  return change > STILL ? "MOVING" : "READY";
}
