/** WAV files: one channel, 16 bits per sample. */
export const HEADER = 44; // Bytes.

/** Samples from -1 to 1 in 16 bits; what is louder is cut. */
export function pcmOf(samples: Float32Array): Int16Array<ArrayBuffer> {
  return Int16Array.from(samples, (sample) =>
    Math.round(Math.max(-1, Math.min(1, sample)) * 0x7fff),
  );
}

/** The file with these samples, of which there are `rate` per second. */
export function wavOf(pieces: readonly Int16Array<ArrayBuffer>[], rate: number): Blob {
  const bytes = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const header = new DataView(new ArrayBuffer(HEADER));
  word(header, 0, "RIFF");
  header.setUint32(4, HEADER - 8 + bytes, true);
  word(header, 8, "WAVE");
  word(header, 12, "fmt ");
  header.setUint32(16, 16, true); // Bytes of what follows about the form.
  header.setUint16(20, 1, true); // Plain samples.
  header.setUint16(22, 1, true); // Channels.
  header.setUint32(24, rate, true);
  header.setUint32(28, 2 * rate, true); // Bytes per second.
  header.setUint16(32, 2, true); // Bytes per sample of all channels.
  header.setUint16(34, 16, true); // Bits per sample.
  word(header, 36, "data");
  header.setUint32(40, bytes, true);
  return new Blob([header, ...pieces], { type: "audio/wav" });
}

export interface Sound {
  readonly samples: Int16Array;
  readonly seconds: number;
}

/** What is in such a file; undefined if it is another one. */
export function soundOf(file: ArrayBuffer): Sound | undefined {
  if (file.byteLength < HEADER) return undefined;
  const header = new DataView(file);
  const isOurs = wordAt(header, 0) === "RIFF" && wordAt(header, 36) === "data";
  if (!isOurs || header.getUint16(22, true) !== 1 || header.getUint16(34, true) !== 16) return undefined;
  const there = Math.min(header.getUint32(40, true), file.byteLength - HEADER);
  const samples = new Int16Array(file, HEADER, there >> 1);
  return { samples, seconds: samples.length / Math.max(1, header.getUint32(24, true)) };
}

/** How loud each of `count` parts is, from 0 to 1: its largest sample. */
export function peaksOf(samples: Int16Array, count: number): number[] {
  return Array.from({ length: count }, (_, part) => {
    const end = Math.floor(((part + 1) * samples.length) / count);
    let peak = 0;
    for (let index = Math.floor((part * samples.length) / count); index < end; index++) {
      peak = Math.max(peak, Math.abs(samples[index]!));
    }
    return peak / 0x8000;
  });
}

function word(view: DataView, at: number, letters: string): void {
  for (let index = 0; index < 4; index++) view.setUint8(at + index, letters.charCodeAt(index));
}

function wordAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
}
