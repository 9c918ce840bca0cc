// lazy
/** An upload of files: a button that opens the file chooser, on which files can also be dropped. */
import { useRef } from "preact/hooks";
import type { FileUploaderElement } from "../protocol.gen";
import { Dropzone } from "./files/dropzone";
import { FileChips } from "./files/file_chips";
import { NO_IDS, useFiles } from "./files/use_files";
import type { ElementProps } from "./shared/component";
import { Field } from "./shared/label";
import { useValue } from "./shared/value";

export default function FileUploader({ element }: ElementProps<FileUploaderElement>) {
  const { value = NO_IDS } = useValue<readonly string[]>(element);
  const { transfers, files, said, give, drop, remove } = useFiles(element);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Field name="stFileUploader" element={element}>
      <Dropzone
        element={element}
        button={button}
        isSending={transfers.isSending}
        onChoose={give}
        onDrop={drop}
      />
      <FileChips
        files={value.map((id) => files.get(id) ?? { id, name: "file", size: 0 })}
        transfers={transfers}
        isDisabled={element.disabled ?? false}
        onRemove={remove}
        onRemoved={() => button.current?.focus()}
      />
      <div role="status" class="unseen">
        {said}
      </div>
    </Field>
  );
}
