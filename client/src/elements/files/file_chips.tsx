/** The list of files: those that are uploaded, and those that are being uploaded. */
import { named } from "../shared/test_id";
import { sizeOf } from "./given_files";
import type { ShownFile, Transfer, Transfers, TransferState } from "./transfers";

export interface FileChipsProps {
  readonly files: readonly ShownFile[];
  readonly transfers: Transfers;
  readonly isDisabled: boolean;
  readonly onRemove: (file: ShownFile) => void;
  /** Called after a file is removed: its button had the focus, which must move elsewhere. */
  readonly onRemoved: () => void;
}

export function FileChips({ files, transfers, isDisabled, onRemove, onRemoved }: FileChipsProps) {
  const onTheirWay = transfers.list.value;
  if (files.length + onTheirWay.length === 0) return null;
  return (
    <ul {...named("stFileChips")}>
      {files.map((file) => (
        <li key={file.id} {...named("stFileChip")}>
          <Name name={file.name} />
          <small>{sizeOf(file.size)}</small>
          {!isDisabled && (
            <Delete
              label={`Remove ${file.name}`}
              onPress={() => {
                onRemove(file);
                onRemoved();
              }}
            />
          )}
        </li>
      ))}
      {onTheirWay.map((transfer) => (
        <Coming
          key={transfer.number}
          transfer={transfer}
          onRetry={() => transfers.retry(transfer)}
          onRemove={() => {
            transfers.remove(transfer);
            onRemoved();
          }}
        />
      ))}
    </ul>
  );
}

interface ComingProps {
  readonly transfer: Transfer;
  readonly onRetry: () => void;
  readonly onRemove: () => void;
}

function Coming({ transfer: { file, name, state }, onRetry, onRemove }: ComingProps) {
  const isFailed = state.tag === "failed";
  return (
    <li {...named("stFileChip")} data-failed={isFailed}>
      {isFailed ? (
        <svg {...named("stFileChipIconError")} viewBox="0 0 16 16" aria-hidden="true">
          <path d="M8 4.5v4m0 2.5v.5M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13" />
        </svg>
      ) : (
        <span {...named("stFileChipIconSpinner")} aria-hidden="true" />
      )}
      <Name name={name} />
      <small>{reasonOf(state) ?? sizeOf(file.size)}</small>
      {!isFailed && <progress value={progressOf(state)} aria-label={`Uploading ${name}`} />}
      {isFailed && state.mayRetry && (
        <button
          type="button"
          class="plain-button"
          aria-label={`Try again: ${name}`}
          onClick={onRetry}
        >
          Try again
        </button>
      )}
      <Delete label={`${isFailed ? "Remove" : "Cancel"} ${name}`} onPress={onRemove} />
    </li>
  );
}

function reasonOf(state: TransferState): string | undefined {
  return "reason" in state ? state.reason : undefined;
}

function progressOf(state: TransferState): number {
  if (state.tag === "sending") return state.progress;
  return state.tag === "done" ? 1 : 0;
}

function Name({ name }: { readonly name: string }) {
  return (
    <span {...named("stFileChipName")} title={name}>
      {name}
    </span>
  );
}

function Delete({ label, onPress }: { readonly label: string; readonly onPress: () => void }) {
  return (
    <button
      type="button"
      {...named("stFileChipDeleteBtn", "icon-button")}
      aria-label={label}
      onClick={onPress}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="m4.5 4.5 7 7m0-7-7 7" />
      </svg>
    </button>
  );
}
