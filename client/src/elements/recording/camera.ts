/** A camera for a component: what it sees, photos of that, and the next camera. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { close, NoDevice, opened } from "./devices";

const QUALITY = 0.92;

/** A camera, on while `isWanted`. It is asked for pictures `height` pixels high; 0 for any. */
export function useCamera(height: number, isWanted: boolean) {
  const stream = useSignal<MediaStream | undefined>(undefined);
  const problem = useSignal("");
  const others = useSignal(0); // How many more cameras there are.
  const facing = useSignal("");
  const name = useSignal("");
  const attempt = useSignal(0);
  const chosen = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (!isWanted) return undefined;
    let isOver = false;
    let own: MediaStream | undefined;
    const ended = () => {
      stream.value = undefined;
      problem.value = "The camera is gone. Connect it, then try again.";
    };
    problem.value = "";
    opened("camera", {
      ...(height && { height: { ideal: height } }),
      ...(chosen.current ? { deviceId: { exact: chosen.current } } : { facingMode: "user" }),
    }).then(
      async (found) => {
        if (isOver) return close(found);
        own = stream.value = found;
        const [track] = found.getVideoTracks();
        if (track) track.onended = ended;
        chosen.current = track?.getSettings().deviceId;
        name.value = track?.label ?? "";
        facing.value = track?.getSettings().facingMode ?? "";
        others.value = (await cameras()).length - 1;
      },
      (error: unknown) => {
        if (isOver) return;
        chosen.current = undefined; // Perhaps there is another one.
        problem.value = error instanceof NoDevice ? error.message : String(error);
      },
    );
    return () => {
      isOver = true;
      close(own);
      stream.value = undefined;
    };
  }, [isWanted, height, attempt.value]);
  return {
    stream,
    problem,
    others,
    /** What it calls itself. */
    name,
    /** Whether it looks at its user, who expects a mirror. */
    isMirror: facing.value === "user",
    retry: () => void (attempt.value += 1),
    next: async () => {
      const ids = (await cameras()).map(({ deviceId }) => deviceId);
      chosen.current = ids[(ids.indexOf(chosen.current ?? "") + 1) % ids.length];
      attempt.value += 1;
    },
  };
}

async function cameras(): Promise<MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === "videoinput");
}

/** What a camera sees right now, as a JPEG file; undefined before it sees anything. */
export function photoOf(video: HTMLVideoElement): Promise<Blob | undefined> {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const drawing = canvas.getContext("2d");
  if (!drawing || !canvas.width) return Promise.resolve(undefined);
  drawing.drawImage(video, 0, 0);
  return new Promise((resolve) =>
    canvas.toBlob((photo) => resolve(photo ?? undefined), "image/jpeg", QUALITY),
  );
}
