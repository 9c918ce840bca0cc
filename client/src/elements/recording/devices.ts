/** Microphones and cameras: opens one, or says in plain words why there is none. */
export type Device = "microphone" | "camera";

/** There is no such device for this page; the message says why, and what the user can do. */
export class NoDevice extends Error {}

/** Asks the browser for a device, and the browser its user. */
export async function opened(
  device: Device,
  constraints: MediaTrackConstraints,
): Promise<MediaStream> {
  // Browsers hide both from pages whose connection others could change.
  if (!window.isSecureContext || !navigator.mediaDevices) throw new NoDevice(insecure(device));
  try {
    return await navigator.mediaDevices.getUserMedia({
      [device === "camera" ? "video" : "audio"]: constraints,
    });
  } catch (error) {
    throw new NoDevice(sentenceOf(device, error));
  }
}

/** Gives a device back: its light goes out. */
export function close(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

function insecure(device: Device): string {
  return `The browser has no ${device} for this page: its address must begin with https://, or be that of your own machine.`;
}

function sentenceOf(device: Device, error: unknown): string {
  const { name, message } = error as DOMException;
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return `This page may not use the ${device}. Allow it in the browser's settings for this page, then try again.`;
    case "NotFoundError":
    case "OverconstrainedError":
      return `There is no ${device}. Connect one, then try again.`;
    case "NotReadableError":
    case "AbortError":
      return `The ${device} cannot be used now. Perhaps another program uses it: close that, then try again.`;
    default:
      return `The ${device} cannot be used: ${message || name}`;
  }
}
