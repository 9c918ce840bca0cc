// lazy
/** A button that saves a file, and then reruns the script if the app wants that. */
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

/** Saves a file as if a link to it were clicked: the browser downloads it in the background. */
function save(href: string, name: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
}
