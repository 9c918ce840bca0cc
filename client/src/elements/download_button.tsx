// lazy
/** A button that saves a file, and then reruns the script if the app wants that. */
import { useEffect, useState } from "preact/hooks";
import type { DownloadButtonElement } from "../protocol.gen";
import { makingOf } from "./download_button/making";
import type { ElementProps } from "./shared/component";
import { PressButton } from "./shared/press_button";
import { useSession } from "./shared/session";

const QUICK = 150; // Milliseconds: of what takes no longer, nothing is shown.

export default function DownloadButton({ element }: ElementProps<DownloadButtonElement>) {
  const session = useSession();
  const { id = "", url = "", file_name = "", is_made, waits } = element;
  const making = makingOf(session);
  const isOn = making.isOn(id);
  const isBusy = useLasting(isOn);
  const save = (path: string) => saveFile(session.address.href(path), file_name);
  return (
    <>
      <PressButton
        name="stDownloadButton"
        element={element}
        isBusy={isBusy}
        onPress={() => {
          if (isOn) return; // It is the same file that is on its way.
          if (is_made) making.ask(id, save);
          else save(url);
          if (!waits) session.values.trigger(id);
        }}
      />
      {is_made && (
        <div role="status" class="unseen">
          {isBusy && "The file is being created."}
        </div>
      )}
    </>
  );
}

/** Saves a file as if a link to it were clicked: the browser downloads it in the background. */
function saveFile(href: string, name: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
}

/** True once `isOn` has been true for a while. */
function useLasting(isOn: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setTimeout(() => setLong(true), QUICK);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isOn]);
  return isOn && isLong;
}
