// lazy
/** A button that saves a file; then its script runs, if the app wants to know. */
import type { DownloadButtonElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { PressButton } from "./shared/press_button";
import { useSession } from "./shared/session";

export default function DownloadButton({ element }: ElementProps<DownloadButtonElement>) {
  const { address, values } = useSession();
  const { id = "", url = "", file_name = "", waits } = element;
  return (
    <PressButton
      name="stDownloadButton"
      element={element}
      onPress={() => {
        save(address.href(url), file_name);
        if (!waits) values.trigger(id);
      }}
    />
  );
}

/** As if a link to the file was clicked: the browser fetches it beside all else. */
function save(href: string, name: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
}
