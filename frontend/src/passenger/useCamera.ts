import { type RefObject, useEffect, useRef, useState } from "react";

import { areaOf, type Hint, hintOf, lightnessOf } from "./frame";

export type CameraState = "WAITING" | "ON" | "REFUSED" | "NONE";

// So small, the hints see light and movement, and the phone stays cool.
const LOOK = 32;
const LOOK_EVERY_MS = 250;
// More than the encoder looks at, and small enough for a phone's uplink.
const LONGEST_SIDE = 1280;
const QUALITY = 0.92;

interface Camera {
  video: RefObject<HTMLVideoElement | null>;
  state: CameraState;
  hint: Hint | undefined;
  /** What is seen now, as the world sees it (not mirrored): JPEG as a data URL. */
  take: () => string;
}

/** The part of what is seen that matters, drawn in this size. */
function drawn(video: HTMLVideoElement, width: number, height: number): CanvasRenderingContext2D {
  const area = areaOf(video.videoWidth, video.videoHeight);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("This browser draws no pictures.");
  context.drawImage(video, area.left, area.top, area.width, area.height, 0, 0, width, height);
  return context;
}

function useOpened(video: RefObject<HTMLVideoElement | null>): CameraState {
  // Without TLS a browser has no cameras to offer, and its types do not say so.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  const [state, setState] = useState<CameraState>(devices === undefined ? "NONE" : "WAITING");
  useEffect(() => {
    let stream: MediaStream | undefined;
    let isOver = false;
    const stop = (): void => {
      stream?.getTracks().forEach((track) => {
        track.stop();
      });
    };
    devices
      ?.getUserMedia({ video: { facingMode: "user", width: { ideal: LONGEST_SIDE } } })
      .then(async (opened) => {
        stream = opened;
        if (isOver || video.current === null) {
          stop();
          return;
        }
        video.current.srcObject = opened;
        await video.current.play();
        setState("ON");
      })
      .catch((error: unknown) => {
        const isRefused = error instanceof DOMException && error.name === "NotAllowedError";
        setState(isRefused ? "REFUSED" : "NONE");
      });
    return () => {
      isOver = true;
      stop();
    };
  }, [devices, video]);
  return state;
}

/** The camera, for as long as the component is shown; its light goes out with it. */
export function useCamera(): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const state = useOpened(video);
  const [hint, setHint] = useState<Hint>();
  useEffect(() => {
    let before: Float32Array | undefined;
    const look = (): void => {
      if (state !== "ON" || video.current === null) return;
      const { data } = drawn(video.current, LOOK, LOOK).getImageData(0, 0, LOOK, LOOK);
      const now = lightnessOf(data);
      setHint(hintOf(now, before));
      before = now;
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [state]);
  const take = (): string => {
    if (video.current === null) return "";
    const { width, height } = areaOf(video.current.videoWidth, video.current.videoHeight);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
    const { canvas } = drawn(video.current, width * scale, height * scale);
    return canvas.toDataURL("image/jpeg", QUALITY);
  };
  return { video, state, hint, take };
}
