// rare
/** A camera: what it sees and a button that takes a photo, then the photo and one that clears it. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { CameraInputElement } from "../protocol.gen";
import { FileChips } from "./files/file_chips";
import { photoOf, useCamera } from "./recording/camera";
import { useKept } from "./recording/kept";
import { NotReady, UPLOADING } from "./recording/not_ready";
import { Sign } from "./recording/signs";
import { stampOf } from "./recording/stamp";
import type { ElementProps } from "./shared/component";
import { Field, idsOf } from "./shared/label";
import { named } from "./shared/test_id";

export default function CameraInput({ element }: ElementProps<CameraInputElement>) {
  const { disabled = false, frame_height = 0 } = element;
  const kept = useKept(element);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [sees, setSees] = useState(false);
  const isSeen = useSeen(box);
  const camera = useCamera(frame_height, isSeen && !disabled && !kept.isThere);
  const photo = useAddress(kept.content);
  const stream = camera.stream.value;
  useEffect(() => {
    setSees(false);
    if (video.current) video.current.srcObject = stream ?? null;
  }, [stream]);
  const take = async () => {
    const taken = video.current && (await photoOf(video.current));
    if (taken) kept.keep(taken, `camera-input-${stampOf(new Date())}.jpg`);
  };
  const problem = kept.isThere ? kept.problem : camera.problem.value;
  const ids = idsOf(element);
  return (
    <Field name="stCameraInput" element={element}>
      <div
        id={ids.control}
        ref={box}
        class="camera"
        role="group"
        aria-labelledby={ids.label}
        aria-disabled={disabled}
      >
        <div {...named("stCameraInputWebcamStyledBox", "camera-view")}>
          <NotReady element={element} why={kept.transfers.isSending ? UPLOADING : ""} />
          {photo && <img src={photo} alt="The photo" />}
          {stream && (
            <video
              ref={video}
              {...named("stCameraInputWebcamComponent")}
              data-mirror={camera.isMirror}
              aria-label={`What ${camera.name.value || "the camera"} sees`}
              autoplay
              playsInline
              muted
              onLoadedData={() => setSees(true)}
            />
          )}
          {problem && (
            <div class="camera-problem" role="alert">
              {problem}
            </div>
          )}
          {stream && camera.others.value > 0 && (
            <button
              type="button"
              {...named("stCameraInputSwitchButton", "icon-button")}
              aria-label="Switch camera"
              onClick={() => void camera.next()}
            >
              <Sign of="switch" />
            </button>
          )}
        </div>
        {kept.isThere ? (
          <button
            ref={button}
            type="button"
            {...named("stCameraInputButton", "camera-button")}
            disabled={disabled}
            onClick={kept.clear}
          >
            <Sign of="clear" />
            Clear photo
          </button>
        ) : problem ? (
          <button
            type="button"
            {...named("stCameraInputButton", "camera-button")}
            disabled={disabled}
            onClick={camera.retry}
          >
            Try again
          </button>
        ) : (
          <button
            ref={button}
            type="button"
            {...named("stCameraInputButton", "camera-button")}
            disabled={disabled}
            aria-disabled={!sees} // It keeps the focus while the camera begins.
            onClick={() => void take()}
          >
            Take Photo
          </button>
        )}
      </div>
      <FileChips
        files={[]}
        transfers={kept.transfers}
        isDisabled={disabled}
        onRemove={() => undefined}
        onRemoved={() => button.current?.focus()}
      />
      <div role="status" class="unseen">
        {kept.said}
      </div>
    </Field>
  );
}

/** Whether it has been in view: a camera that nobody has looked for stays off. */
function useSeen(box: { readonly current: HTMLElement | null }): boolean {
  const [isSeen, setIsSeen] = useState(false);
  useEffect(() => {
    const seen = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setIsSeen(true);
    });
    if (box.current) seen.observe(box.current);
    return () => seen.disconnect();
  }, []);
  return isSeen;
}

/** An address of what is in the browser's memory. */
function useAddress(content: Blob | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!content) return setAddress(undefined);
    const made = URL.createObjectURL(content);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [content]);
  return address;
}
