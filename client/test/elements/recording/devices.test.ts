import { afterEach, expect, test } from "vitest";
import { opened } from "../../../src/elements/recording/devices";

/** A browser whose devices fail in this way. */
function failing(name: string, isSecure = true): void {
  Object.defineProperty(window, "isSecureContext", { value: isSecure, configurable: true });
  const mediaDevices = { getUserMedia: () => Promise.reject(new DOMException("why", name)) };
  Object.defineProperty(navigator, "mediaDevices", { value: mediaDevices, configurable: true });
}

afterEach(() => {
  Reflect.deleteProperty(window, "isSecureContext");
  Reflect.deleteProperty(navigator, "mediaDevices");
});

const why = (device: "microphone" | "camera") =>
  opened(device, {}).then(
    () => "",
    (error: Error) => error.message,
  );

test.each([
  ["NotAllowedError", "This page may not use the camera. Allow it in the browser's settings for this page, then try again."],
  ["NotFoundError", "There is no camera. Connect one, then try again."],
  ["NotReadableError", "The camera cannot be used now. Perhaps another program uses it: close that, then try again."],
  ["OtherError", "The camera cannot be used: why"],
])("%s is said in plain words", async (name, sentence) => {
  failing(name);
  expect(await why("camera")).toBe(sentence);
});

test("a page whose connection others could change has no devices", async () => {
  failing("NotAllowedError", false);
  expect(await why("microphone")).toBe(
    "The browser has no microphone for this page: its address must begin with https://, or be that of your own machine.",
  );
});
